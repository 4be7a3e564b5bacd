/** A bath of oscillators: its frequencies and how strongly each is coupled. */
export interface OscillatorBath {
  readonly frequencies: Float64Array
  readonly couplings: Float64Array
}

/** Which spectral density, how many modes, its cut-off frequency and its reorganisation energy. */
export interface BathParameters {
  readonly bath: 'ohmic' | 'debye'
  readonly modes: number
  readonly cutoff: number
  readonly lambda: number
}

/** The frequency below which a fraction x of the reorganisation energy lies. */
const quantiles: { readonly [bath in BathParameters['bath']]: (x: number) => number } = {
  ohmic: (x) => -Math.log1p(-x),
  debye: (x) => Math.tan(0.5 * Math.PI * x),
}

/**
 * F modes with equal shares of the reorganisation energy lambda = (1/pi) integral of J(w)/w = sum_j c_j^2 / (2 w_j^2), ascending.
 *
 * J(w) = (pi/2) sum_j (c_j^2/w_j) delta(w - w_j) stands for a continuous J, with x_j = (j - 1/2)/F:
 *
 *     ohmic   J = pi lambda (w/w_c) exp(-w/w_c)     w_j = -w_c ln(1 - x_j)       xi = 2 lambda/w_c is the Kondo parameter
 *     debye   J = 2 lambda w w_c / (w^2 + w_c^2)    w_j = w_c tan(pi x_j / 2)
 *
 * and c_j = w_j sqrt(2 lambda/F). Averages over the bath converge as F^-2 for smooth integrands that do not feel the fastest modes; the
 * fastest debye mode is at about 4 F w_c / pi, and sets the step.
 *
 * For the coupling sz sum_j c_j q_j the two surfaces have their minima at q_j = -+c_j/w_j^2, so that the vertical reorganisation energy between the two
 * states, the Marcus energy, is 4 lambda.
 *
 * Errors: throws unless modes is a whole number >= 1, cutoff > 0 and lambda >= 0, both finite.
 *
 * Source: I. R. Craig and D. E. Manolopoulos, J. Chem. Phys. 122, 084106 (2005) for ohmic; the rule of equal shares is that of H. Wang, M. Thoss
 * and W. H. Miller, J. Chem. Phys. 115, 2979 (2001).
 *
 * @example
 * oscillatorBath({ bath: 'debye', modes: 1, cutoff: 2, lambda: 0.5 }).frequencies[0].toFixed(12) // => '2.000000000000'
 */
export const oscillatorBath = ({ bath, modes, cutoff, lambda }: BathParameters): OscillatorBath => {
  if (!(Number.isInteger(modes) && modes >= 1))
    throw new Error(`oscillatorBath: modes is ${modes}; give a whole number of at least 1.`)
  if (!(cutoff > 0 && cutoff < Number.POSITIVE_INFINITY))
    throw new Error(`oscillatorBath: cutoff is ${cutoff}; give a positive frequency.`)
  if (!(lambda >= 0 && lambda < Number.POSITIVE_INFINITY))
    throw new Error(`oscillatorBath: lambda is ${lambda}; give a reorganisation energy >= 0.`)
  const frequencies = Float64Array.from({ length: modes }, (_, j) => cutoff * quantiles[bath]((j + 0.5) / modes))
  const share = Math.sqrt((2 * lambda) / modes)
  return { frequencies, couplings: frequencies.map((w) => w * share) }
}
