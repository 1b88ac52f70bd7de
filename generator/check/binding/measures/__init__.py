"""What a number measures: a module for each measure, from levels and moves to lags and moving averages."""
