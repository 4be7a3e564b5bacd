import type { LocalDensity, Reading } from '@casimir/algebra'
import { localStride } from '@casimir/algebra'
import type { FieldFunctional } from '../fields/FieldFunctional.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { checkLocalDensity } from './checkLocalDensity.ts'

/**
 * The functional F(P) = integral of f(Tr P, P, d_j P; z) over phase space, with dF/dP = B + b 1 - d_j C^j.
 *
 * The derivative is the exact one of the discretised integral, since the spectral derivative is antisymmetric.
 *
 * Assumes Tr P > 0 (not checked). Cost: O(nodes) evaluations of f and, for a density with gradients, two spectral derivatives per axis.
 *
 * Errors: throws when levels or degrees of freedom differ from those of the space, or the density's partial derivatives are not those of its value
 * (`checkLocalDensity`).
 *
 * @example
 * const axis = { points: 4, start: 0, length: 1 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 1)
 * const half = {
 *   name: 'integral of P^2/2', levels: 1, dof: 1, axes: [], coefficients: 0, tabulate: () => {},
 *   evaluate: (out, o, x, i) => { out[o] = 0; out[o + 1] = x[i + 1]; out[o + 2] = x[i + 1] ** 2 / 2 },
 * }
 * localFunctional(fields, half).value(fields.allocate().fill(2)) // => 2
 */
export const localFunctional = (space: HermitianFields, density: LocalDensity): FieldFunctional => {
  checkLocalDensity(density)
  return uncheckedLocalFunctional(space, density)
}

/** `localFunctional` without `checkLocalDensity`, for a density that is defined only near fields the check does not know. */
export const uncheckedLocalFunctional = (space: HermitianFields, density: LocalDensity): FieldFunctional => {
  const { grid, levels, packing } = space
  if (density.levels !== levels || density.dof !== grid.dof)
    throw new Error(
      `localFunctional: '${density.name}' has ${density.levels} levels and ${density.dof} degrees of freedom, ${space.name} have ${levels} and ${grid.dof}; build both for one system.`,
    )
  const nn = packing.size
  const stride = localStride(density)
  const { axes, coefficients: width } = density
  const gradients = axes.map(() => space.allocate())
  const node = new Float64Array(stride)
  const partials = new Float64Array(stride + 1)
  const coefficients = new Float64Array(width * grid.nodes)
  const z = new Float64Array(grid.axes.length)
  if (width > 0)
    for (let m = 0; m < grid.nodes; m++) {
      for (let j = 0; j < z.length; j++) z[j] = grid.coordinates[z.length * m + j]
      density.tabulate(coefficients, width * m, z)
    }

  const differentiate = (at: Reading): void => {
    for (let j = 0; j < axes.length; j++) space.spectral.derivative(gradients[j], at, axes[j])
  }
  const evaluate = (at: Reading, m: number): void => {
    let trace = 0
    for (let c = 0; c < nn; c++) {
      const x = at[m * nn + c]
      if (c < levels) trace += x
      node[1 + c] = x
    }
    node[0] = trace
    for (let j = 0; j < axes.length; j++)
      for (let c = 0; c < nn; c++) node[1 + nn * (j + 1) + c] = gradients[j][m * nn + c]
    density.evaluate(partials, 0, node, 0, coefficients, width * m)
  }

  return {
    name: density.name,
    space,
    value: (at) => {
      differentiate(at)
      let sum = 0
      for (let m = 0; m < grid.nodes; m++) {
        evaluate(at, m)
        sum += partials[stride]
      }
      return grid.measure * sum
    },
    derivative: (out, at) => {
      differentiate(at)
      for (let m = 0; m < grid.nodes; m++) {
        evaluate(at, m)
        for (let c = 0; c < nn; c++) out[m * nn + c] = partials[1 + c] + (c < levels ? partials[0] : 0)
        for (let j = 0; j < axes.length; j++)
          for (let c = 0; c < nn; c++) gradients[j][m * nn + c] = partials[1 + nn * (j + 1) + c]
      }
      for (let j = 0; j < axes.length; j++) {
        space.spectral.derivative(gradients[j], gradients[j], axes[j])
        for (let i = 0; i < out.length; i++) out[i] -= gradients[j][i]
      }
    },
  }
}
