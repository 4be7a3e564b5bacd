export type { Action, OrthogonalAction } from './Action.ts'
export { coadjointAction, leftAction } from './Action.ts'
export { checkHermitian, checkHermitianFunction, checkHermitianHamiltonian } from './checkHermitian.ts'
export { applyMatrix, commutator, conjugateTranspose, expectation, multiply } from './complexMatrix.ts'
export { innerProduct, normalize, normSquared } from './complexVector.ts'
export type { DrivenQuantumSystem, DrivenState } from './DrivenQuantumSystem.ts'
export { allocateDriven } from './DrivenQuantumSystem.ts'
export { derivativeDefect, directionalDerivative } from './derivativeDefect.ts'
export type { Flow } from './Flow.ts'
export { getFlowMonoid } from './Flow.ts'
export type { Functional, InnerProductSpace } from './Functional.ts'
export { composeFunctionals, functionalRing, scaleFunctional } from './Functional.ts'
export type { FourierTransform } from './fourierTransform.ts'
export { fourierTransform } from './fourierTransform.ts'
export type { HybridHamiltonian, MatrixFunction } from './HybridHamiltonian.ts'
export type { HybridShape, HybridState } from './HybridState.ts'
export { allocateHybrid } from './HybridState.ts'
export type { HybridGradient, HybridSystem } from './HybridSystem.ts'
export { allocateGradient } from './HybridSystem.ts'
export type { HermitianEigen } from './hermitianEigen.ts'
export { hermitianEigen } from './hermitianEigen.ts'
export type { HermitianExponential } from './hermitianExponential.ts'
export { hermitianExponential } from './hermitianExponential.ts'
export type { HermitianPacking, PackedCommutator } from './hermitianPacking.ts'
export { hermitianPacking } from './hermitianPacking.ts'
export type { Layout, State } from './Layout.ts'
export { allocate } from './Layout.ts'
export type { AlgebraProduct, LieAlgebra } from './LieAlgebra.ts'
export { makeLieAlgebra } from './LieAlgebra.ts'
export type { LieGroup } from './LieGroup.ts'
export { getGroup, makeLieGroup } from './LieGroup.ts'
export { luSolve } from './luSolve.ts'
export type { DensityState, MatrixLiePoissonSystem } from './MatrixLiePoissonSystem.ts'
export { allocateDensity } from './MatrixLiePoissonSystem.ts'
export type { Mollifier, MollifierFactor } from './Mollifier.ts'
export { orderDefects, perturbationOrders, wordOrder } from './orderConditions.ts'
export type { FieldVelocity, PoissonBracket } from './PoissonBracket.ts'
export { poincareIntegral } from './poincareIntegral.ts'
export type { Reading, Writing } from './Reading.ts'
export type { Letter, PartKind, PartKinds, Scheme } from './Scheme.ts'
export {
  adjoint,
  coefficientSum,
  compose,
  fuse,
  getSchemeMonoid,
  isConsistent,
  isSymmetric,
  letter,
  scale,
  symmetrize,
} from './Scheme.ts'
export type { SplitPart, SplitSystem } from './SplitSystem.ts'
export type { Status } from './Status.ts'
export { STATUS } from './Status.ts'
