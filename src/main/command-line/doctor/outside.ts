import type { Config } from '../../../platform/config.ts'
import { askOwnAddress } from '../../../platform/own-address.ts'
import { tryMailServer } from '../../../platform/mail-trial.ts'
import { signingHistory } from '../../../platform/signing-keys.ts'
import { note, well, wrong, type Finding } from './finding.ts'

/** What the mail server and the hub's own address answer. No letter is sent. */
export async function outsideFindings(config: Config): Promise<readonly Finding[]> {
  const [mail, address] = await Promise.all([mailFinding(config), addressFindings(config)])
  return [...mail, ...address]
}

async function mailFinding({ smtpUrl }: Config): Promise<Finding[]> {
  if (smtpUrl === null) return []
  const trial = await tryMailServer(smtpUrl)
  if (trial === null) return [well('mail', 'The mail server answers and lets the hub in. No letter was sent.')]
  const [sentence, remedy] = MAIL_FAULTS[trial.sort]
  return [wrong('mail', `${sentence} (${trial.code}).`, remedy)]
}

const MAIL_FAULTS = {
  away: ['The mail server cannot be reached', 'Are host and port of SMTP_URL right, and does the firewall let the hub out to it?'],
  tls: ['The mail server offers no TLS that can be trusted', 'Use smtps://…:465, or a server whose certificate bears its name.'],
  login: [
    'The mail server does not take the name and the password',
    'Are those in SMTP_URL right? Signs such as @ and / in them are written as %40 and %2F.',
  ],
  other: ['The mail server refused', 'Its own log says why.'],
} as const

async function addressFindings({ publicUrl, dataFolder }: Config): Promise<Finding[]> {
  const health = await askOwnAddress(`${publicUrl}/healthz`)
  if (health.fault !== null || health.status !== 200) {
    const why = health.fault ?? `it answers ${health.status}`
    return [
      wrong(
        'address',
        `The hub does not answer at ${publicUrl} (${why}).`,
        'Does it run? Does the name lead to this machine, and does the proxy hand requests on to the hub?',
      ),
    ]
  }
  const known = ownKey(dataFolder)
  const keys = await askOwnAddress(`${publicUrl}/.well-known/passerelle-keys.json`)
  if (known === null) return [note('address', `Somebody answers at ${publicUrl}; this folder has no key to know the hub by.`)]
  return [
    keys.fault === null && keys.text.includes(known)
      ? well('address', `${publicUrl} answers, and it is this hub.`)
      : wrong(
          'address',
          `${publicUrl} answers, and it is another hub or none: it does not publish the key of this one.`,
          'Does PASSERELLE_URL, or the name, lead to another machine? Does PASSERELLE_DATA name the right folder?',
        ),
  ]
}

function ownKey(dataFolder: string): string | null {
  try {
    return signingHistory(dataFolder).at(-1)?.publicKey ?? null
  } catch {
    return null
  }
}
