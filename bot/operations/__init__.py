"""What keeps a running bot healthy and visible: serving, health, metrics, logs."""
