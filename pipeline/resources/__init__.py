"""Word lists, units and currencies: data, read by the components that need them."""
