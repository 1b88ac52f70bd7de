// Times RosaeNLG on market.pug: compiled once, warmed up, then one text after another, each with a seed of its own.
// Prints one JSON object: the median milliseconds a text (wall, CPU), the mean words a text, and one text.
// Usage: node time.js <node_modules> <market.pug> <words at least> <texts>
const path = require('path');

const [modules, template, least, texts] = process.argv.slice(2);
const { NlgLib, compileFile } = require(path.join(modules, 'rosaenlg'));

const others = [
  { name: 'the Nasdaq Composite', unit: 'points', level: 23430.95, day: 0.0091 },
  { name: 'the VIX', unit: 'points', level: 15.6, day: -0.0771 },
  { name: 'silver', unit: 'USD', level: 96.31, day: 0.0334 },
];
const names = ['Russell 2000', '§S&P 500§', 'Nasdaq Composite', 'ChiNext 50', 'Russell 2000 Value', 'Bitcoin', 'Ether'];
const chapter = (n) => ({
  began: new Date(2026, 0, 2 + n), gap: 0.0861 - n / 200, z: 1.52 + n / 4, hits: 2 + (n % 3), cases: 4 + n, base: 0.3 + n / 100,
  x: { name: names[n % names.length], ytd: 0.0956 - n / 150 },
  v: { name: names[(n + 1) % names.length], ytd: 0.0096 - n / 150 },
  others: others.map((of) => ({ ...of, level: of.level * (1 + n / 10), day: of.day + n / 500 })),
});
const facts = (chapters) => ({
  asOf: new Date(2026, 0, 22), run: 14,
  x: { name: names[0] }, v: { name: names[1] },
  gold: { name: 'gold', unit: 'USD', level: 4933.66, day: 0.0221 },
  chapters: Array.from({ length: chapters }, (_, n) => chapter(n)),
});

const tell = compileFile(template, { language: 'en_US', cache: true, compileDebug: false });
const text = (seed, given) => tell({ util: new NlgLib({ language: 'en_US', forceRandomSeed: seed }), ...given });
const words = (html) => html.replace(/<[^>]+>/g, ' ').split(/\s+/).filter((word) => word).length;
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

let given = facts(1);
while (words(text(0, given)) < Number(least)) given = facts(given.chapters.length + 1);
for (let seed = 0; seed < 200; seed += 1) text(seed, given);

const [wall, cpu, lengths] = [[], [], []];
for (let seed = 0; seed < Number(texts); seed += 1) {
  const [began, before] = [process.hrtime.bigint(), process.cpuUsage()];
  const told = text(seed, given);
  const used = process.cpuUsage(before);
  wall.push(Number(process.hrtime.bigint() - began) / 1e6);
  cpu.push((used.user + used.system) / 1e3);
  lengths.push(words(told));
}
const mean = lengths.reduce((sum, n) => sum + n, 0) / lengths.length;
console.log(JSON.stringify({ wall: median(wall), cpu: median(cpu), words: mean, text: text(0, given) }));
