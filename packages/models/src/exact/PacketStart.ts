/**
 * A Gaussian wave packet of one coordinate and its quantum state.
 *
 * `sigma` is the standard deviation of |chi|^2. The quantum state is a level of the diabatic basis, the local
 * eigenvector of B(q) at every q (adiabatic), or diabatic amplitudes [re, im] of any norm but zero.
 */
export type PacketStart = { readonly q: number; readonly p: number; readonly sigma: number } & (
  | { readonly basis: 'diabatic' | 'adiabatic'; readonly level: number }
  | { readonly basis: 'diabatic'; readonly psi: ReadonlyArray<readonly [re: number, im: number]> }
)

/** Throws a sentence when the packet or its quantum state does not fit `levels` levels. */
export const requireStart = (start: PacketStart, levels: number): void => {
  if (!(start.sigma > 0) || !Number.isFinite(start.sigma + start.q + start.p))
    throw new Error(
      `exact: the wave packet has q = ${start.q}, p = ${start.p}, sigma = ${start.sigma}; give finite numbers, sigma positive.`,
    )
  if (!('psi' in start)) {
    if (!Number.isInteger(start.level) || start.level < 0 || start.level >= levels)
      throw new Error(`exact: initial.wavepacket.level is ${start.level}; give a whole number from 0 to ${levels - 1}.`)
    return
  }
  if (start.psi.length !== levels)
    throw new Error(
      `exact: initial.wavepacket.psi has ${start.psi.length} amplitudes and the problem ${levels} levels; make them equal.`,
    )
  if (!(start.psi.flat().reduce((sum, x) => sum + x * x, 0) > 0))
    throw new Error(
      'exact: initial.wavepacket.psi is zero or not a number; give at least one amplitude that is not zero.',
    )
}
