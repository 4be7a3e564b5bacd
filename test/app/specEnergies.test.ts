import type { HybridHamiltonian } from '@casimir/algebra'
import type { Exports } from '@casimir/experiments'
import { decodeRun } from '@casimir/experiments'
import { addDensities, correlationDensity, expectationDensity, scaleDensity } from '@casimir/models'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { closure, document, good, model, modulesWith, problem } from './moduleDocuments.ts'
import { changedAll, type Document, readText } from './specDocuments.ts'

const refusals = (changes: Document, exports = good): string[] => {
  const result = decodeRun(changedAll(document, changes), readText, modulesWith(exports))
  return E.isLeft(result) ? result.left.map(({ path, message }) => `${path}: ${message}`) : []
}

const withEnergy = (made: unknown): Exports => ({ problem, energy: made })

describe('an energy refused while decoding, in one sentence with the number', () => {
  const densityOf = (hamiltonian: HybridHamiltonian) => correlationDensity(hamiltonian, 1)
  const energies: ReadonlyArray<readonly [string, Exports, RegExp]> = [
    ['no such export', { problem }, /^method.export: .\/mine.ts has no export 'energy': it exports problem$/],
    ['a mapping', withEnergy(problem), /^method.export: .* export a function \(hamiltonian, hbar, parameters\)/],
    ['nothing returned', withEnergy(() => undefined), /^method.module: .* returns nothing: return a local density/],
    ['no axes', withEnergy(() => ({ ...densityOf(model()), axes: undefined })), /axes nothing and coefficients 4/],
    ['other sizes', withEnergy(() => ({ ...densityOf(model()), levels: 3 })), /of 3 levels .* 'rabi' has 2 and 1/],
    [
      'code that throws',
      withEnergy(() => JSON.parse('{')),
      /^method.module: .* cannot be used: Expected property name/,
    ],
    [
      'a wrong derivative',
      withEnergy((h: HybridHamiltonian) => {
        const sum = addDensities(densityOf(h), expectationDensity(h))
        return {
          ...sum,
          name: 'f',
          evaluate: (out: Float64Array, o: number, ...rest: [never, never, never, never]) => {
            sum.evaluate(out, o, ...rest)
            out[o] += 1
          },
        }
      }),
      /b = df\/dD of 'f' differs from finite differences of its value by 0.\d+/,
    ],
  ]
  test.each(energies)('%s', (_, exports, sentence) => {
    const sentences = refusals({}, exports)
    expect(sentences).toHaveLength(1)
    expect(sentences[0]).toMatch(sentence)
  })

  /** The density of koopmons, with 1 added to df/dD at points beyond q = 1.2. */
  const wrongBeyond = (h: HybridHamiltonian) => {
    const f = densityOf(h)
    const { coefficients } = f
    return {
      ...f,
      name: 'f',
      coefficients: coefficients + 1,
      tabulate: (out: Float64Array, at: number, z: Float64Array) => {
        f.tabulate(out, at, z)
        out[at + coefficients] = z[0] > 1.2 ? 1 : 0
      },
      evaluate: (out: Float64Array, o: number, x: Float64Array, i: number, table: Float64Array, c: number) => {
        f.evaluate(out, o, x, i, table, c)
        out[o] += table[c + coefficients]
      },
    }
  }

  test('tried at the start of the run too, and passed over where it is not finite', () => {
    const exports = withEnergy(wrongBeyond)
    const sentence =
      /: at q = \S+, p = \S+, where the run starts or near it: checkLocalDensity: b = df\/dD of 'f' differs/
    expect(refusals({}, exports)).toEqual([expect.stringMatching(sentence)])
    const point = { method: { ...closure, particles: undefined } }
    expect(refusals({ ...point, initial: { point: { q: 1.3, p: 0 } } }, exports)[0]).toMatch(/at q = 1.30, p = 0.00/)
    expect(refusals({ ...point, initial: { point: { q: 1.1, p: 0 } } }, exports)).toEqual([])
    // cloud.csv has q = 1.5, 1 and 0
    expect(refusals({ ...point, initial: { particles: 'cloud.csv' } }, exports)[0]).toMatch(/at q = 1.\d+, p = 0/)
    const left = { 'initial.wavepacket.q': -1.5 }
    expect(refusals(left, exports)).toEqual([])
    expect(refusals({ 'initial.wavepacket.q': -0.5, 'initial.wavepacket.sigma': 0.6 }, exports)[0]).toMatch(/q = 1.30/)
    const nowhere = withEnergy((h: HybridHamiltonian) => {
      const f = wrongBeyond(h)
      const tabulate: typeof f.tabulate = (out, at, z) => {
        f.tabulate(out, at, z)
        if (z[0] > 1.2) out[at] = Number.NaN
      }
      return { ...f, tabulate }
    })
    expect(refusals({}, nowhere)).toEqual([])
  })

  test('a parameter that it needs and that is not given is named', () => {
    const needing = withEnergy((h: HybridHamiltonian, hbar: number, parameters: { readonly [name: string]: number }) =>
      scaleDensity(parameters.strength, correlationDensity(h, hbar)),
    )
    expect(refusals({}, needing)).toEqual([
      expect.stringMatching(/cannot be used: .*it reads the parameter 'strength', which the key parameters does not/),
    ])
    expect(refusals({ 'method.parameters': { strength: 2 } }, needing)).toEqual([])
  })

  test('keys, parameters that are never read, and integrators that cannot', () => {
    expect(refusals({ 'method.parameters': { strenght: 2 } })).toEqual([
      expect.stringMatching(/^method.module: .* never reads the parameter 'strenght'/),
    ])
    expect(refusals({ 'method.parameters': { strength: 'x' } })[0]).toMatch(/give a mapping of names to numbers/)
    expect(refusals({ 'method.module': undefined })[0]).toMatch(/^method.module: missing/)
    expect(refusals({ integrator: { name: 'blanes-moan4' } })[0]).toMatch(/cannot drive a closure, whose energy has no/)
    expect(refusals({ 'method.tracers': 'x.csv', 'method.module': './gone.ts' }).length).toBeGreaterThanOrEqual(1)
  })
})
