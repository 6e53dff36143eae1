"""What people send is opened in a process of its own: bounded, without a secret, writing no file."""
