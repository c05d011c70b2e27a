"""集中管控: what is watched from one place."""
