import type { HybridHamiltonian } from '@casimir/algebra'
import { checkHamiltonianDerivatives } from '@casimir/algebra'
import { problems } from '@casimir/experiments'
import { rabi } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

describe('the derivatives of a Hamiltonian', () => {
  test.each(problems)('agree with its value for $name', ({ build, parameters }) => {
    const defaults = Object.fromEntries(
      Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]),
    )
    expect(checkHamiltonianDerivatives(build(defaults))).toBeUndefined()
  })
  test('and without a splitting', () => expect(checkHamiltonianDerivatives(smoothHamiltonian(3))).toBeUndefined())

  const H = smoothHamiltonian(2)
  const model = rabi({ omega: 1, splitting: 1, coupling: 0.4 })
  const { A, B } = model.split ?? {}
  if (!A || !B) throw new Error('rabi splits')
  type Write = HybridHamiltonian['gradientQ']
  const after =
    (write: Write, mend: (out: Float64Array) => void): Write =>
    (out, q, p, at) => {
      write(out, q, p, at)
      mend(out as Float64Array)
    }
  const cases: ReadonlyArray<readonly [string, HybridHamiltonian, RegExp]> = [
    [
      'a q-gradient with another sign',
      { ...H, gradientQ: after(H.gradientQ, (out) => out.set(out.map((x) => -x))) },
      /^the q-gradient of the Hamiltonian '.*' differs from finite differences of its value by 2\.00 of its size in coordinate 0 at \(/,
    ],
    [
      'one entry of a p-gradient',
      {
        ...H,
        gradientP: after(H.gradientP, (out) => {
          out[2] += 1e-3
        }),
      },
      /^the p-gradient .* by 0\.0157 of/,
    ],
    [
      'a gradient that is NaN',
      { ...H, gradientP: (out) => void out.fill(Number.NaN) },
      /^the p-gradient .* is NaN at \(/,
    ],
    [
      'a splitting that is not the value',
      {
        ...model,
        value: after(model.value, (out) => {
          out[0] += 0.1
        }),
      },
      /^the value of the Hamiltonian 'rabi' differs from its split A\(p\) \+ B\(q\) by 0\.\d+/,
    ],
    [
      'a part whose gradient is another',
      { ...model, split: { A, B: { ...B, gradient: (out, x, at) => B.gradient(out, x, at + 1) } } },
      /^the gradient of 'split\.B'/,
    ],
  ]
  test.each(cases)('refuses %s', (_, hamiltonian, sentence) =>
    expect(() => checkHamiltonianDerivatives(hamiltonian)).toThrow(sentence),
  )
  test('passes over points outside of the domain', () => {
    const half: HybridHamiltonian = {
      name: 'half',
      levels: 1,
      dof: 1,
      value: (out, q) => void out.set([Math.sqrt(q[0]), 0]),
      gradientQ: (out, q) => void out.set([0.5 / Math.sqrt(q[0]), 0]),
      gradientP: (out) => void out.fill(0),
    }
    expect(checkHamiltonianDerivatives(half)).toBeUndefined()
    const wrong: HybridHamiltonian = { ...half, gradientQ: (out, q) => void out.set([1 / Math.sqrt(q[0]), 0]) }
    expect(() => checkHamiltonianDerivatives(wrong)).toThrow(/by 0\.500 of its size/)
  })
})
