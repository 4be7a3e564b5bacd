import { measurementMarkdown, summaryOf, verdictMarkdown } from '@casimir/checks'
import type { Certification } from '@casimir/experiments'

/** The place of the verdicts in docs/certificate.md. */
export const VERDICTS = /<!-- verdicts -->\n([\s\S]*?)<!-- \/verdicts -->/

/** docs/certificate.md: what the project certifies of itself. */
export const certificatePage = ({ tables, draws, seed }: Certification): string => `# Certificate

Every problem of the catalogue under every method that takes it and every integrator that drives that method, certified by the project's own laws:
${summaryOf(tables)} Each law is tried on ${draws} random cases from seed ${seed}, or on the share of them that it takes, dear ones on fewer; hbar = 1, parameters at their
defaults, closures with B-splines of alpha 0.5 at lattice spacing 1 alpha, and models at a spacing of 1.75 alpha as well, where quadrature is plainly wrong and structure must hold all the same.

Written by \`npm run certify\`; \`test/docs/certificate.test.ts\` holds the verdicts to what a few draws give. A law that is *not claimed* is not tried, and is no pass: rk4 is neither
symplectic nor unitary, lie-trotter is not symmetric, and fssh, whose laws are tried with its random numbers given, undoes no hop, keeps no two-form, and has other fractions on its levels
than |c|^2. A hyphen stands where a law is not about the column. \`casimir verify MODEL\` makes such a certificate of any problem or module.

\`tully1\` and \`tully3\` have a jump in the second derivative of H at q = 0, over which no step keeps its order: their clouds are drawn about q = 1.25.

## Verdicts

<!-- verdicts -->
${verdictMarkdown(tables)}<!-- /verdicts -->

## Measured

Of every law the draw, over all subjects, that came nearest to its tolerance.

${measurementMarkdown(tables)}`
