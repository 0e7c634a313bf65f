import { runCommandLine } from './command-line/run.ts'
import { openTerminal } from './command-line/terminal.ts'

// Whoever reads only the beginning (`| head`) has what was wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3))

// Said and not waited for: a connection that is still closing must not hold the prompt.
process.exit(await runCommandLine(process.argv.slice(2), openTerminal(process.stdout, process.stderr)))
