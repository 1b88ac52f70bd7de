"""What no number supports: causes, forecasts, advice, quotations and attributions."""
