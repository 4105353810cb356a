"""How `claims/model` is made and scored, from public data to weights: `python -m training all`."""
