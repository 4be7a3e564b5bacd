import { specSchema, version } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { commandHelp, programHelp } from './arguments/help.ts'
import { parseArguments, type Request } from './arguments/parseArguments.ts'
import { cite } from './commands/cite.ts'
import { compare } from './commands/compare.ts'
import { list } from './commands/list.ts'
import { report } from './commands/report.ts'
import { run } from './commands/run.ts'
import { verify } from './commands/verify.ts'
import { exitCodes } from './exitCodes.ts'
import type { Terminal } from './Terminal.ts'

const execute = async (request: Request, terminal: Terminal): Promise<number> => {
  if (request.kind === 'version') terminal.out(`${version}\n`)
  else if (request.kind === 'help')
    terminal.out(request.command === undefined ? programHelp() : commandHelp(request.command))
  else if (request.command.name === 'run') return run(request, terminal)
  else if (request.command.name === 'compare') return compare(request, terminal)
  else if (request.command.name === 'report') return report(request, terminal)
  else if (request.command.name === 'verify') return verify(request, terminal)
  else if (request.command.name === 'cite') return cite(request, terminal)
  else if (request.command.name === 'list') list(request.values.has('json'), terminal)
  else terminal.out(`${JSON.stringify(specSchema(), null, 2)}\n`)
  return exitCodes.ok
}

/** A sentence meant for the user: thrown as a plain Error while building, where Node's and the language's own errors are not. */
const isMisuse = (error: unknown): error is Error =>
  error instanceof Error && error.constructor === Error && !('code' in error)

/**
 * The whole command line program; resolves to the exit code of exitCodes.ts and never rejects.
 *
 * `argv` are the arguments after the program's name.
 */
export const casimir = async (argv: ReadonlyArray<string>, terminal: Terminal): Promise<number> => {
  try {
    const request = parseArguments(argv)
    if (E.isRight(request)) return await execute(request.right, terminal)
    for (const sentence of request.left) terminal.err(`${sentence}\n`)
    return exitCodes.refused
  } catch (error) {
    if (isMisuse(error)) {
      terminal.err(`${error.message}\n`)
      return exitCodes.refused
    }
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    terminal.err(`This is a defect of casimir, not of what you asked (${reason}).\n`)
    if (terminal.debug && error instanceof Error) terminal.err(`${error.stack}\n`)
    else terminal.err('CASIMIR_DEBUG=1 in the environment prints where it happened.\n')
    return exitCodes.defect
  }
}
