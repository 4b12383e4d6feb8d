"""The desk: the stored audits as a live page for reviewers, on this machine only."""
