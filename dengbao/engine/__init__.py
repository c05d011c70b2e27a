"""The engine: what the inventory calls for is planned, each evaluation is judged, and the totals must add up."""
