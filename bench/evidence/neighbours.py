def ask(*a):
    return []
