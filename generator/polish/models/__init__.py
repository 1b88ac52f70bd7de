"""Language models as the polish sees them: something that answers a prompt."""
