/**
 * A Gaussian wave packet of d coordinates and its quantum state.
 *
 * `q`, `p` and `sigma` have one number each per coordinate; `sigma` is the standard deviation of |chi|^2. The quantum state is
 * a level of the diabatic basis, the local eigenvector of B(q) at every q (adiabatic), or diabatic amplitudes [re, im] of any
 * norm but zero.
 */
export type PacketStart = {
  readonly q: ReadonlyArray<number>
  readonly p: ReadonlyArray<number>
  readonly sigma: ReadonlyArray<number>
} & (
  | { readonly basis: 'diabatic' | 'adiabatic'; readonly level: number }
  | { readonly basis: 'diabatic'; readonly psi: ReadonlyArray<readonly [re: number, im: number]> }
)

/** Throws a sentence when the packet does not fit `dof` coordinates or its quantum state `levels` levels. */
export const requireStart = (start: PacketStart, levels: number, dof: number): void => {
  const { q, p, sigma } = start
  if (q.length !== dof || p.length !== dof || sigma.length !== dof)
    throw new Error(
      `exact: initial.wavepacket has ${q.length} q, ${p.length} p and ${sigma.length} sigma; give ${dof} of each, one per degree of freedom.`,
    )
  if (!sigma.every((width) => width > 0) || ![...q, ...p, ...sigma].every(Number.isFinite))
    throw new Error(
      `exact: the wave packet has q = ${q.join(', ')}, p = ${p.join(', ')}, sigma = ${sigma.join(', ')}; give finite numbers, sigma positive.`,
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
