import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { lastBackup } from '../../../platform/backup-note.ts'
import type { Config } from '../../../platform/config.ts'
import { goesInClear } from '../../../platform/db.ts'
import { note, sizeOf, well, wrong, type Finding } from './finding.ts'

const GIB = 2 ** 30
const OLDEST_NODE = 22
const DAY_MS = 86_400_000
const OLDEST_BACKUP_DAYS = 7

/** What is seen without asking anybody else: the program, the machine, the data folder, the settings. */
export function machineFindings(config: Config, now: Date): readonly Finding[] {
  return [nodeFinding(), builtFinding(), ...folderFindings(config), memoryFinding(), backupFinding(config, now), ...settingFindings(config)]
}

function nodeFinding(): Finding {
  const major = Number(process.versions.node.split('.')[0])
  return major >= OLDEST_NODE
    ? well('node', `Node.js is ${process.versions.node}.`)
    : wrong(
        'node',
        `Node.js is ${process.versions.node}, which is too old.`,
        'Start with node_modules/.bin/node, which Passerelle brings, or with "npm run".',
      )
}

const BUILT = join(import.meta.dirname, '../../../../build/client')

function builtFinding(): Finding {
  return existsSync(join(BUILT, 'passerelle.css'))
    ? well('build', 'Styles and scripts are built.')
    : wrong('build', 'Styles and scripts are not built.', 'Call "npm run build" in the folder of Passerelle.')
}

function folderFindings({ dataFolder, databaseUrl }: Config): Finding[] {
  if (!existsSync(dataFolder)) {
    return [note('folder', `The data folder ${dataFolder} is not there yet.`, 'The first start makes it. Is PASSERELLE_DATA right?')]
  }
  return [
    rightsFinding(dataFolder),
    ...(existsSync(join(dataFolder, 'keys')) ? [keysFinding(join(dataFolder, 'keys'))] : []),
    roomFinding(dataFolder, databaseUrl),
  ]
}

function rightsFinding(folder: string): Finding {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return well('folder', `The data folder ${folder} can be written.`)
  } catch {
    return wrong(
      'folder',
      `The data folder ${folder} cannot be written by this user.`,
      'Call this as the user that the hub runs as, or give the folder to that user (chown).',
    )
  }
}

const mayOthers = (path: string): boolean => (statSync(path).mode & 0o077) !== 0

/** Whoever reads the secret can read addresses, and who voted what. */
function keysFinding(folder: string): Finding {
  if (process.platform === 'win32') return note('keys', 'Who may read keys/ cannot be seen on this system.')
  const open = [
    folder,
    ...readdirSync(folder)
      .filter((name) => name !== 'signing.json')
      .map((name) => join(folder, name)),
  ].filter(mayOthers)
  return open.length === 0
    ? well('keys', 'The keys can be read by their owner alone.')
    : wrong('keys', `Other users of this machine may get at ${open.join(', ')}.`, `Call: chmod -R go-rwx ${folder}`)
}

function roomFinding(folder: string, databaseUrl: string | null): Finding {
  const { bavail, bsize, blocks } = statfsSync(folder)
  const [free, share] = [bavail * bsize, bavail / Math.max(1, blocks)]
  const said = `The disk of the data folder has ${sizeOf(free)} left (${Math.round(share * 100)} %).`
  const more = 'Make room: old logs and backups first. A database without room stops.'
  if (databaseUrl === null && free < GIB) return wrong('disk', said, more)
  return share < 0.1 ? note('disk', said, more) : well('disk', said)
}

function memoryFinding(): Finding {
  const free = process.availableMemory()
  const said = `${sizeOf(free)} of ${sizeOf(totalmem())} of memory can be had.`
  return free < GIB / 4
    ? wrong('memory', said, 'Stop what else runs here, or give the machine more; the system ends programs when there is none.')
    : well('memory', said)
}

function backupFinding({ dataFolder, demo }: Config, now: Date): Finding {
  const last = lastBackup(dataFolder)
  const remedy = 'Call "backup <file> --encrypt", and let a timer do it (deploy/systemd/passerelle-backup.timer).'
  if (last === null) return (demo ? note : wrong)('backup', 'No backup is known of.', remedy)
  const days = Math.floor((now.getTime() - Date.parse(last.at)) / DAY_MS)
  const said = `The last backup is of ${last.at.slice(0, 10)} (${sizeOf(last.bytes)}, ${last.encrypted ? 'encrypted' : 'not encrypted'}).`
  if (days > OLDEST_BACKUP_DAYS) return wrong('backup', said, `That is ${days} days ago. ${remedy}`)
  return last.keys ? well('backup', said) : note('backup', said, 'The keys are not in it: is there a copy of keys/ elsewhere?')
}

function settingFindings({ publicUrl, demo, smtpUrl, trustedProxies, databaseUrl, host }: Config): Finding[] {
  const url = new URL(publicUrl)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  const findings: Finding[] = []
  if (demo)
    findings.push(
      note('demo', 'This is a demonstration.', 'For a hub in earnest set PASSERELLE_DEMO=off, on a data folder that never was one.'),
    )
  if (url.protocol === 'http:' && !isHere)
    findings.push(
      wrong(
        'https',
        `PASSERELLE_URL is ${publicUrl}: opinions would go over the network in clear.`,
        'Put a proxy with https in front (deploy/), and set PASSERELLE_URL to its https address.',
      ),
    )
  if (url.protocol === 'https:' && trustedProxies === 0)
    findings.push(
      wrong(
        'proxies',
        'PASSERELLE_URL is https and PASSERELLE_TRUSTED_PROXIES is 0: behind a proxy on this machine nobody is limited.',
        'Set PASSERELLE_TRUSTED_PROXIES to the number of proxies, mostly 1.',
      ),
    )
  if (url.protocol === 'http:' && trustedProxies > 0)
    findings.push(
      note(
        'proxies',
        `PASSERELLE_TRUSTED_PROXIES is ${trustedProxies} and PASSERELLE_URL is not https.`,
        'Is there a proxy? If not, set it to 0: else a visitor can say that they were somebody else.',
      ),
    )
  if (trustedProxies > 0 && ['0.0.0.0', '::'].includes(host))
    findings.push(
      note(
        'proxies',
        'HOST lets the whole network reach the hub, past the proxy.',
        'Leave HOST out where the proxy runs on this machine; else close the port to all but the proxy.',
      ),
    )
  if (smtpUrl === null)
    findings.push(
      (demo ? note : wrong)(
        'mail',
        'No letters go out, so nobody can sign in by mail.',
        'Set SMTP_URL and PASSERELLE_MAIL_FROM (docs/operating/mail.md).',
      ),
    )
  if (databaseUrl !== null && goesInClear(databaseUrl))
    findings.push(wrong('database-tls', 'DATABASE_URL leads to another machine without TLS.', 'Add ?sslmode=verify-full to it.'))
  return findings
}
