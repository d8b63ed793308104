package crooked.util;

interface NameHelper {}
