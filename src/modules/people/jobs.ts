import type { Listener, Sweep } from '../../core/worker.ts'
import type { Kit } from '../../web/manifest.ts'
import { forgetStale } from './commands/forget-stale.ts'
import { signInAddress, signInLetter } from './mail/sign-in.tsx'
import { CHANGES, waysInLetter, type Change } from './mail/ways-in.tsx'
import { addressOf } from './queries/recovery-codes.ts'
import { linkForLetter, signInToken } from './queries/sign-in-link.ts'
import { LINK_MINUTES } from './rules.ts'

export const listeners = (kit: Kit): readonly Listener[] => [
  {
    kind: 'people.sign-in-link.requested',
    delivery: 'critical',
    job: (runner, event) => sendLink(kit, event.subject, runner.outside.now()),
  },
  ...CHANGES.map((change): Listener => ({
    kind: KIND_OF[change],
    delivery: 'critical',
    job: (_runner, event) => sendNotice(kit, event.subject, change),
  })),
]

const KIND_OF: Readonly<Record<Change, string>> = {
  'passkey-added': 'people.passkey.added',
  'recovery-codes-made': 'people.recovery-codes.made',
  'recovery-code-used': 'people.recovery-code.used',
}

export const sweeps = (): readonly Sweep[] => [
  { name: 'people.forget-stale', everySeconds: 60 * 60, sweep: (runner) => forgetStale(runner.db, runner.outside.now()) },
]

/** Sent twice it is the same link, which works once; a link that is used or too old by now is not worth a letter. */
async function sendLink(kit: Kit, id: string, now: Date): Promise<void> {
  const { keys } = kit.runner.outside
  const link = await linkForLetter(kit.runner.db, id)
  if (link === null || now >= link.expiresAt) return
  const page = { say: kit.books.say(link.language), publicUrl: kit.publicUrl, hubName: kit.hubName }
  const token = signInToken(keys, id)
  if (kit.mailer.delivers) {
    const letter = signInLetter(page, { token, minutes: LINK_MINUTES })
    await kit.mailer.send({ to: keys.open('email', link.emailSealed), ...letter, language: link.language })
    return
  }
  // The console of a demonstration is read by the person who tries it; on a hub in earnest a link in a log would be a way in.
  if (kit.demo) kit.note(`Sign-in link asked for at ${hourOf(link.createdAt, kit.homeZone)}: ${signInAddress(page, token)}`)
  else kit.note('Someone asked for a sign-in link, and no mail can be sent: SMTP_URL is not set.')
}

/** Sent twice it says the same. Who has left meanwhile has no address any more. */
async function sendNotice(kit: Kit, person: string, change: Change): Promise<void> {
  const to = await addressOf(kit.runner.db, person)
  if (to === null || !kit.mailer.delivers) return
  const page = { say: kit.books.say(to.language), publicUrl: kit.publicUrl, hubName: kit.hubName }
  const address = kit.runner.outside.keys.open('email', to.emailSealed)
  await kit.mailer.send({ to: address, ...waysInLetter(page, change), language: to.language })
}

const hourOf = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at)
