/** A complex number as [re, im]. */
export type Complex = readonly [re: number, im: number]

/** The product of two complex numbers. */
export const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c]

/** The exponential of a complex number. */
export const expOf = ([re, im]: Complex): Complex => [Math.exp(re) * Math.cos(im), Math.exp(re) * Math.sin(im)]

const conjugate = ([re, im]: Complex): Complex => [re, -im]

/** One oscillator (p^2 + omega^2 q^2)/2 + coupling q sz in a coherent state at (q0, p0). */
export interface DephasingMode {
  readonly omega: number
  readonly coupling: number
  readonly q0: number
  readonly p0: number
}

/**
 * <psi_1|psi_0> at time t of the mode's states on the two levels, displaced by d = -+coupling/omega^2 in q: each level's coherent
 * state |a> = exp(i d' Im b) D(d') |b>, b = a - d', turns to exp(-i (E + omega/2) t + i d' (Im b - Im b_t)) |d' + b_t>.
 */
const dephasingOverlap = ({ omega, coupling, q0, p0 }: DephasingMode, hbar: number, t: number): Complex => {
  const scale = Math.sqrt(omega / (2 * hbar))
  const branch = (sign: 1 | -1): { readonly a: Complex; readonly phase: number } => {
    const d = (-sign * coupling * scale) / omega ** 2
    const b: Complex = [q0 * scale - d, p0 / Math.sqrt(2 * hbar * omega)]
    const bt = times(b, expOf([0, -omega * t]))
    return { a: [d + bt[0], bt[1]], phase: d * (b[1] - bt[1]) }
  }
  const up = branch(1)
  const down = branch(-1)
  const cross = times(conjugate(down.a), up.a)
  const sizes = (up.a[0] ** 2 + up.a[1] ** 2 + down.a[0] ** 2 + down.a[1] ** 2) / 2
  return expOf([cross[0] - sizes, cross[1] + up.phase - down.phase])
}

/** rho_01 of levels apart by `splitting`, from amplitudes c0 and c1: c0 c1^* exp(-i splitting t / hbar) times the overlap of every mode. */
export const dephasingCoherence = (
  modes: ReadonlyArray<DephasingMode>,
  {
    splitting,
    c0,
    c1,
    hbar,
  }: { readonly splitting: number; readonly c0: Complex; readonly c1: Complex; readonly hbar: number },
  t: number,
): Complex =>
  modes.reduce(
    (coherence, mode) => times(coherence, dephasingOverlap(mode, hbar, t)),
    times(times(c0, conjugate(c1)), expOf([0, (-splitting * t) / hbar])),
  )
