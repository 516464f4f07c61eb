"""Views: what a page shows, computed as plain payloads and drawn without any rule of its own."""
