import { allocateHybrid, applyMatrix, expectation, hermitianExponential, STATUS } from '@casimir/algebra'
import { amplitudes, gridNumber, hermitian } from '@casimir/checks'
import { cayleyMagnus2, implicitMidpoint, magnus4 } from '@casimir/integrators'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textbookMagnus4 } from '../support/drivenControls.ts'
import type { DrivenDraw, PrepareDriven } from '../support/drivenMethods.ts'
import { cayleyMagnus, drivenDraws, exponentialMagnus } from '../support/drivenMethods.ts'
import { drivenState } from '../support/drivenRun.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { refuted } from '../support/refuted.ts'

const times = gridNumber(2)

describe('what is solved exactly', () => {
  const along = (
    degree: number,
  ): fc.Arbitrary<DrivenDraw & { readonly turned: (t: number, h: number) => Float64Array }> =>
    fc.integer({ min: 1, max: 4 }).chain((levels) =>
      fc
        .record({ M: hermitian(levels), psi: amplitudes(levels) })
        .filter(({ M }) => Math.abs(M[0]) > 0.1)
        .map(({ M, psi }) => ({
          psi,
          system: {
            name: `t^${degree} along one matrix`,
            levels,
            hbar: 0.8,
            hamiltonian: (H: Float64Array, t: number) => {
              for (let k = 0; k < H.length; k++) H[k] = M[k] * t ** degree
            },
          },
          turned: (t, h) => {
            const unitary = new Float64Array(2 * levels * levels)
            const integral = ((t + h) ** (degree + 1) - t ** (degree + 1)) / (degree + 1)
            hermitianExponential(levels)(unitary, 0, M, 0, integral / 0.8)
            const out = new Float64Array(2 * levels)
            applyMatrix(out, 0, unitary, 0, psi, 0, levels)
            return out
          },
        })),
    )
  const error = (
    prepare: PrepareDriven,
    { system, psi, turned }: DrivenDraw & { turned: (t: number, h: number) => Float64Array },
    t: number,
    h: number,
  ): number => {
    const state = drivenState(system.levels, psi, t)
    prepare(system).flow(state, h)
    return largestDifference(state.psi, turned(t, h))
  }
  const steps = gridNumber(0.8)

  describe.each(exponentialMagnus)('%s', (_, prepare, _nodes, degree) => {
    law('a constant H, whatever the step', [along(0), gridNumber(1), gridNumber(20)], (draw, t, h) =>
      expect(error(prepare, draw, t, h)).toBeLessThan(2e-13),
    )
    law(`t^${degree} along one matrix`, [along(degree), gridNumber(1), steps], (draw, t, h) =>
      expect(error(prepare, draw, t, h)).toBeLessThan(1e-13),
    )
    test(`not t^${degree + 1}`, () =>
      expect(
        refuted([along(degree + 1), gridNumber(1), steps], (draw, t, h) =>
          expect(error(prepare, draw, t, h)).toBeLessThan(1e-6),
        ),
      ).toBe(true))
  })

  describe.each(cayleyMagnus)('%s', (_, prepare) => {
    law('keeps <H> for a constant H', [along(0), gridNumber(1), gridNumber(2)], ({ system, psi }, t, h) => {
      const H = new Float64Array(2 * system.levels ** 2)
      system.hamiltonian(H, 0)
      const state = drivenState(system.levels, psi, t)
      prepare(system).flow(state, h)
      const before = expectation(H, 0, psi, 0, system.levels)
      expect(Math.abs(expectation(H, 0, state.psi, 0, system.levels) - before)).toBeLessThan(1e-13)
    })
    test('but not the phases', () =>
      expect(
        refuted([along(0), gridNumber(1), gridNumber(2)], (draw, t, h) =>
          expect(error(prepare, draw, t, h)).toBeLessThan(1e-6),
        ),
      ).toBe(true))
  })
})

describe('two routes', () => {
  law('cayleyMagnus2 is the implicit midpoint rule', [drivenDraws, times, gridNumber(0.3)], ({ system, psi }, t, h) => {
    const n = system.levels
    const midpoint = implicitMidpoint(
      {
        name: system.name,
        shape: { trajectories: 1, dof: 0, levels: n },
        hbar: system.hbar,
        energy: () => 0,
        gradient: (out, state) => {
          system.hamiltonian(out.generator, state.t[0])
          return STATUS.ok
        },
      },
      { tolerance: 1e-15 },
    )
    const hybrid = allocateHybrid({ trajectories: 1, dof: 0, levels: n })
    hybrid.t[0] = t
    hybrid.psi.set(psi)
    const state = drivenState(n, psi, t)
    expect(midpoint.flow(hybrid, h)).toBe(STATUS.ok)
    cayleyMagnus2(system).flow(state, h)
    expect(largestDifference(state.psi, hybrid.psi)).toBeLessThan(1e-13)
  })
  law('magnus4 is its textbook line', [drivenDraws, times, gridNumber(1)], ({ system, psi }, t, h) => {
    const [one, other] = [magnus4(system).flow, textbookMagnus4(system)].map((flow) => {
      const state = drivenState(system.levels, psi, t)
      flow(state, h)
      return state.psi
    })
    expect(largestDifference(one, other)).toBeLessThan(1e-13)
  })
})
