import type { MollifierFactor } from '@casimir/algebra'

/**
 * The Gaussian mollifier factor k(x) = exp(-x^2 / 2 alpha^2) / (sqrt(2 pi) alpha), taken as zero beyond `cutoff` alpha.
 *
 * `transform` is that of the Gaussian before the cut. Smooth to every order up to the cut: cut at 8.5 alpha or more where orders are measured, 6.5 suffices otherwise.
 * Isotropic products (equal alpha_q and alpha_p up to scaling) keep rotation-type invariants, which tensor B-splines break.
 *
 * Errors: throws for alpha <= 0 or cutoff <= 0.
 *
 * @example
 * const out = new Float64Array(3)
 * gaussian(1).tabulate(out, new Float64Array([0]), 1, 1)
 * Math.abs(out[0] - 1 / Math.sqrt(2 * Math.PI)) < 1e-15 // => true
 */
export const gaussian = (alpha: number, cutoff = 6.5): MollifierFactor => {
  if (!(alpha > 0)) throw new Error(`gaussian: alpha is ${alpha}; give a positive standard deviation.`)
  if (!(cutoff > 0)) throw new Error(`gaussian: cutoff is ${cutoff}; give a positive number of alphas.`)
  const norm = 1 / (Math.sqrt(2 * Math.PI) * alpha)
  const inverse = 1 / (alpha * alpha)
  const support = cutoff * alpha
  return {
    shape: 'gaussian',
    alpha,
    support,
    maximalOrder: Number.POSITIVE_INFINITY,
    transform: (kappa) => Math.exp(-0.5 * alpha * alpha * kappa * kappa),
    tabulate: (out, first, spacing, count) => {
      for (let a = 0; a < first.length; a++)
        for (let i = 0; i < count; i++) {
          const x = first[a] + i * spacing
          const k = Math.abs(x) <= support ? norm * Math.exp(-0.5 * x * x * inverse) : 0
          const at = 3 * count * a + i
          out[at] = k
          out[at + count] = -x * inverse * k
          out[at + 2 * count] = (x * x * inverse - 1) * inverse * k
        }
    },
  }
}
