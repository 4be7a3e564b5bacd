/** The switches of surface hopping, named as in the field. */
export interface SurfaceHoppingOptions {
  readonly hbar: number
  /** One number a step against the chances of that step, or one number a hop against the chance of no hop since the last. */
  readonly hopping: 'instantaneous' | 'cumulative'
  /** Whether a hop takes its energy from the momentum along the derivative coupling or from the whole momentum. */
  readonly rescale: 'nac' | 'velocity'
  /** What a hop without the energy for it does to the velocity along that direction. */
  readonly frustrated: 'ignore' | 'reverse'
  readonly decoherence: 'none' | 'edc'
  /** The constant C of `edc`, an energy; 0.1 (hartree) by default. */
  readonly edcConstant?: number
}
