"""dengbao: compliance as tests for MLPS 2.0 (GB/T 22239-2019), for the whole site."""

__version__ = "0.1.0"
