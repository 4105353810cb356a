"""Examples of what claimdesk can be extended by: a source, a finder of claims and a report writer."""
