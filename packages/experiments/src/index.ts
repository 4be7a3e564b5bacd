export type { ComparedRun, Comparison, Deviation, Deviations } from './Comparison.ts'
export { catalogueStages } from './certify/catalogueStages.ts'
export type { Certification } from './certify/certifyStages.ts'
export { certifyStages } from './certify/certifyStages.ts'
export { renderCertification } from './certify/renderCertification.ts'
export type { Selection, Stage, Subject } from './certify/Subject.ts'
export type { VerificationRequest } from './certify/verification.ts'
export { prepareVerification } from './certify/verification.ts'
export { bibtex, bibtexText } from './citations/bibtex.ts'
export type { Citation, CitedWork } from './citations/Citation.ts'
export { allCitations, citationsFor } from './citations/citationsFor.ts'
export type { LabelledRun } from './compare.ts'
export { compare, comparisonOf, deviations, runOf } from './compare.ts'
export type {
  ConsistencyMethod,
  MakeSystem,
  NamedDensity,
  PropertyId,
  Resolution,
} from './consistency/ConsistencyMethod.ts'
export { consistencyCells, consistencyMarkdown } from './consistency/consistencyMarkdown.ts'
export { consistencyMethods } from './consistency/consistencyMethods.ts'
export type { ConsistencyProperty } from './consistency/consistencyProperties.ts'
export { consistencyProperties } from './consistency/consistencyProperties.ts'
export type { Case, ConsistencyVerdict, Finding } from './consistency/Finding.ts'
export { judgeChange, judgeDefect } from './consistency/Finding.ts'
export type { ConsistencyDemand, ConsistencyReport, ConsistencyRow } from './consistency/measureConsistency.ts'
export { measureConsistency } from './consistency/measureConsistency.ts'
export { verdictOfAll } from './consistency/verdictOfAll.ts'
export type { ContinuumResult, ContinuumRun } from './continuum/ContinuumRun.ts'
export { solveContinuum } from './continuum/solveContinuum.ts'
export type { Hooks, Progress } from './Hooks.ts'
export type { MethodDefinition } from './methods.ts'
export { methods } from './methods.ts'
export type { Definitions } from './modules/Definitions.ts'
export type { Energy, EnergyParameters } from './modules/Energy.ts'
export type { Exports, LoadModule } from './modules/LoadModule.ts'
export { observationLayout } from './observables/Observation.ts'
export { computePart } from './parts/computePart.ts'
export { judgeParts } from './parts/judgeParts.ts'
export { mergeParts } from './parts/mergeParts.ts'
export type { PartPlan, PartResult } from './parts/Part.ts'
export { BLOCK, LEAST_REPLICAS } from './parts/Part.ts'
export { planParts } from './parts/planParts.ts'
export type { PartComputer } from './parts/prepareParts.ts'
export { prepareParts, problemOf } from './parts/prepareParts.ts'
export type { ComparedDensities } from './phaseSpace/comparedDensities.ts'
export { comparedDensities } from './phaseSpace/comparedDensities.ts'
export type { PhaseSpaceComponent } from './phaseSpace/component.ts'
export type { PictureOptions } from './phaseSpace/wignerPicture.ts'
export { wignerPicture } from './phaseSpace/wignerPicture.ts'
export { defineProblem } from './problems/defineProblem.ts'
export type {
  ChoiceParameter,
  CoefficientParameter,
  DerivedNumbers,
  NumberParameter,
  ParameterDefinition,
  ParameterFault,
  ParameterValue,
  ProblemDefinition,
  Units,
  WholeParameter,
} from './problems.ts'
export { problems } from './problems.ts'
export type {
  DensityPicture,
  GridReport,
  Observables,
  RunResult,
  RunStatus,
  Snapshot,
  StandardErrors,
  Statistics,
  TrajectorySnapshot,
  WaveSnapshot,
} from './RunResult.ts'
export { run } from './run.ts'
export type { ComparedPoint, Study } from './Study.ts'
export { normalQuantile } from './sampling/normalQuantile.ts'
export type { NormalSample } from './sampling/standardNormal.ts'
export { standardNormal } from './sampling/standardNormal.ts'
export { decodeCloud } from './spec/cloud.ts'
export type { Decoded } from './spec/decode.ts'
export { decodeCompare, decodeRun } from './spec/decode.ts'
export type { ReadText } from './spec/decodeInitial.ts'
export type { StudyPlan, StudyPoint } from './spec/decodeStudy.ts'
export { decodeStudy, expandSweep } from './spec/decodeStudy.ts'
export { encodeSpec, encodeStudy } from './spec/encode.ts'
export type { IntegratorTraits } from './spec/integratorTraits.ts'
export { integratorTraits, orderRefusal } from './spec/integratorTraits.ts'
export { methodLabels } from './spec/methodLabels.ts'
export { nearestName, resembles, unknownName } from './spec/nearestName.ts'
export { runKey } from './spec/runKey.ts'
export type {
  Cloud,
  CommonSpec,
  ComparedMethod,
  CompareSpec,
  EnergySpec,
  GridSpec,
  GuardSpec,
  InitialSpec,
  IntegratorName,
  IntegratorSpec,
  MethodSpec,
  ModuleSource,
  MollifierSpec,
  ProblemSpec,
  RunSpec,
  SamplingSpec,
  Wavepacket,
} from './spec/Spec.ts'
export type { SpecProblem } from './spec/SpecProblem.ts'
export { specSchema } from './spec/schema.ts'
export { setAt } from './spec/setAt.ts'
export { statisticsOf } from './spec/statisticsOf.ts'
export type { Setting, SweepAxis, SweepPlan, SweepPoint } from './spec/sweep.ts'
export { version } from './version.ts'
