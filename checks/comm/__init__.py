"""通信网络: redundancy, VPN, links."""
