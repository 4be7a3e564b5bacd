import type { Reading, Status } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import type { FieldState, Observer } from '@casimir/integrators'
import { fieldRungeKutta4, integrate } from '@casimir/integrators'
import type { ContinuumResult, ContinuumRun } from './ContinuumRun.ts'
import { checkContinuumRun } from './checkContinuumRun.ts'

/**
 * Evolves a field P by the vector field (12) of a continuum model, Galerkin-truncated to |k_j| <= K and dealiased by the 2/3 rule, with classical Runge-Kutta steps, and
 * stops by itself when the grid no longer resolves the field.
 *
 *     dP/dt = Pi J(P) Pi dh/dP,   Pi the projection, J the bracket (13)
 *
 * With Pi on both sides the truncated flow keeps the energy as well as the mass, up to the time step (order 4): neither shows a loss of resolution. The spectral
 * tail does: the share of the field's variation (rms) in the top third of the modes kept. At the default bound of 1 per cent
 * a well-posed run (Ehrenfest, K = 8) was measured to be off by 0.2 per cent of the variation. A step that ends above the bound, or with Tr P <= 0 somewhere,
 * is not taken and the status is `unresolved`.
 *
 * For the hybrid energy (11) this is a short-time solver: (3)-(5) is ill-posed, and a larger cut-off loses resolution sooner (docs/ill-posedness.md). Ehrenfest
 * and regularised energies have no such limit but their own filaments.
 *
 * Cost: 4 vector fields, 8 projections and one spectral tail a step, one value of the energy a record. Errors: throws a sentence for sizes that differ, a dt
 * or an end that is not positive, an end that is not a multiple of dt, a cut-off that is not a whole number from 1 to a third of the points, a P that is not a
 * density (`checkDensityField`), a start that the cut-off does not resolve, an energy that is not periodic on the box or that the cut-off does not resolve
 * (`checkEnergyResolution`), and one whose derivative disagrees with its value (`checkFunctional`).
 *
 * @example
 * const axis = { points: 16, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const initial = fields.allocate()
 * fields.sample(initial, (m, [q, p]) => { m[0] = Math.exp((Math.cos(q) + Math.cos(p)) / 2) })
 * const model = hybridContinuum(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1)
 * const run = solveContinuum({ model, initial, dt: 0.02, end: 0.2 })
 * [run.status, run.steps] // => ['ok', 10]
 * Math.abs(run.mass[10] / run.mass[0] - 1) < 1e-14 // => true
 */
export const solveContinuum = (run: ContinuumRun): ContinuumResult => {
  const { model, initial, dt, every = 1 } = run
  const { fields, energy } = model
  const { steps, cutoff, filter, tailOf, bound } = checkContinuumRun(run)
  const truncated = {
    ...energy,
    derivative: (out: Float64Array, at: Reading): void => {
      energy.derivative(out, at)
      filter(out, out)
    },
  }
  const density = new Float64Array(fields.grid.nodes)
  let tail = 0
  let lastGoodTail = 0
  let lowest = 0
  const guard = (block: Reading): Status => {
    fields.trace(density, block)
    lowest = density.reduce((least, D) => Math.min(least, D))
    tail = tailOf(block)
    if (!(tail <= bound && lowest > 0)) return STATUS.unresolved
    lastGoodTail = tail
    return STATUS.ok
  }

  const records = {
    t: [] as number[],
    energy: [] as number[],
    mass: [] as number[],
    purity: [] as number[],
    tail: [] as number[],
  }
  const rho = new Float64Array(2 * fields.packing.size)
  const recorder: Observer<FieldState, void> = {
    begin: () => ({
      see: (t, { block }) => {
        fields.integral(rho, block)
        let mass = 0
        for (let j = 0; j < fields.levels; j++) mass += rho[2 * (fields.levels * j + j)]
        records.t.push(t)
        records.energy.push(energy.value(block))
        records.mass.push(mass)
        records.purity.push(rho.reduce((sum, x) => sum + x * x, 0) / mass ** 2)
        records.tail.push(lastGoodTail)
      },
      end: () => {},
    }),
  }
  const state = { block: fields.allocate() }
  filter(state.block, initial)
  lastGoodTail = tailOf(state.block)
  const flow = fieldRungeKutta4(model.bracket.vectorField(truncated), fields.size, { filter, guard })
  const { status, t, step } = integrate({ state, flow, h: dt, steps, every, observers: { recorder } })
  const found = { ...records, until: t, field: state.block, steps: step, cutoff }
  if (status === STATUS.ok) return { status: 'ok', message: '', ...found }
  const at = `after t = ${Number(t.toPrecision(6))}, cut-off K = ${cutoff}, dt = ${dt}`
  if (status === STATUS.unresolved)
    return {
      status: 'unresolved',
      message:
        lowest > 0
          ? `Resolution was lost ${at}: the spectral tail of P under the ${model.name} rose to ${tail.toExponential(2)}, above the bound ${bound}; the field is kept as of that time; stop earlier or raise the cut-off, which for the ill-posed hybrid energy (11) only brings the loss forward.`
          : `Resolution was lost ${at}: the density Tr P under the ${model.name} fell to ${lowest.toExponential(2)}, which is not positive; the field is kept as of that time; lower the bound on the spectral tail (now ${bound}) to stop earlier.`,
      ...found,
    }
  return {
    status: 'non-finite',
    message: `A value became NaN or infinite ${at}, under the ${model.name}; the field is kept as of that time; take a smaller dt.`,
    ...found,
  }
}
