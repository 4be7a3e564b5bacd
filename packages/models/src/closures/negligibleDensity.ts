/** Below this Dbar a point is skipped: P/Dbar is bounded, so what it would add is below round-off. */
export const NEGLIGIBLE_DENSITY = 1e-250
