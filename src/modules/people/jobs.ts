import { theHub } from '../../core/actor.ts'
import { perform, type Runner } from '../../core/perform.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import type { Kit } from '../../web/manifest.ts'
import { eraseDue } from './commands/erase-account.ts'
import { forgetStale } from './commands/forget-stale.ts'
import { addressAskedLetter, addressChangedLetter, departureLetter, newAddressLetter } from './mail/account.tsx'
import { signInAddress, signInLetter } from './mail/sign-in.tsx'
import { CHANGES, waysInLetter, type Change } from './mail/ways-in.tsx'
import { leavingAtOf, letterTo, lettersTo } from './queries/accounts.ts'
import { addressChange, addressToken, linkForLetter, signInToken } from './queries/sign-in-link.ts'
import { LINK_MINUTES } from './rules.ts'

export const listeners = (kit: Kit): readonly Listener[] => [
  {
    kind: 'people.sign-in-link.requested',
    delivery: 'critical',
    job: (runner, event) => sendLink(kit, event.subject, runner.outside.now()),
  },
  { kind: 'people.departure.requested', delivery: 'critical', job: (_runner, event) => sendDeparture(kit, event.subject) },
  {
    kind: 'people.address-change.requested',
    delivery: 'critical',
    job: (runner, event) => sendAddressLink(kit, event.subject, runner.outside.now()),
  },
  { kind: 'people.address.changed', delivery: 'critical', job: (_runner, event) => sendAddressChanged(kit, event.subject) },
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
  // Told by rooms that stand on this one.
  'provider-added': 'providers.way.attached',
  'token-made': 'access.token.made',
}

export const sweeps = (): readonly Sweep[] => [
  { name: 'people.forget-stale', everySeconds: 60 * 60, sweep: (runner) => forgetStale(runner.db, runner.outside.now()) },
  { name: 'people.erase-due', everySeconds: 10 * 60, sweep: eraseAllDue },
]

/** Each in a transaction of its own, so that nothing in the database says who went together. */
async function eraseAllDue(runner: Runner): Promise<void> {
  for (;;) {
    const { account, person } = await perform(runner, eraseDue, {}, theHub)
    if (!account && person === null) return
  }
}

/** Sent twice it is the same link, which works once; a link that is used or too old by now is not worth a letter. */
async function sendLink(kit: Kit, id: string, now: Date): Promise<void> {
  const { keys } = kit.runner.outside
  const link = await linkForLetter(kit.runner.db, id)
  if (link === null || now >= link.expiresAt) return
  const page = frame(kit, link.language)
  const token = signInToken(keys, id)
  if (kit.mailer.delivers) {
    const letter = signInLetter(page, { token, minutes: LINK_MINUTES })
    // The same at each try: where a server took it and the answer was lost, mail programs show it once.
    await kit.mailer.send({ to: keys.open('email', link.emailSealed), ...letter, language: link.language, id })
    return
  }
  // The console of a demonstration is read by the person who tries it; on a hub in earnest a link in a log would be a way in.
  if (kit.demo) kit.note(`Sign-in link asked for at ${hourOf(link.createdAt, kit.homeZone)}: ${signInAddress(page, token)}`)
  else kit.note('Someone asked for a sign-in link, and no mail can be sent: SMTP_URL is not set.')
}

/** Sent twice it says the same. Who has left meanwhile, or never gave an address, is not written to. */
async function sendNotice(kit: Kit, person: string, change: Change): Promise<void> {
  const addressee = await letterTo(kit.runner.db, kit.runner.outside.keys, person)
  if (addressee === null || !kit.mailer.delivers) return
  const { to, language } = addressee
  await kit.mailer.send({ to, ...waysInLetter(frame(kit, language), change), language })
}

/** Who stayed after all meanwhile gets no letter about leaving. */
async function sendDeparture(kit: Kit, person: string): Promise<void> {
  const { db, outside } = kit.runner
  const [leavingAt, addressee] = [await leavingAtOf(db, person), await letterTo(db, outside.keys, person)]
  if (leavingAt === null || addressee === null || !kit.mailer.delivers) return
  await kit.mailer.send({ to: addressee.to, ...departureLetter(frame(kit, addressee.language), leavingAt), language: addressee.language })
}

/** The link to the new address, and word of it to the old one. */
async function sendAddressLink(kit: Kit, id: string, now: Date): Promise<void> {
  const { db, outside } = kit.runner
  const link = await addressChange(db, id)
  if (link === null || link.for_account === null || link.used_at !== null || now >= link.expires_at) return
  const { language } = link
  if (!kit.mailer.delivers) {
    kit.note('Someone asked to change their address, and no mail can be sent: SMTP_URL is not set.')
    return
  }
  const letter = newAddressLetter(frame(kit, language), { token: addressToken(outside.keys, id), minutes: LINK_MINUTES })
  await kit.mailer.send({ to: outside.keys.open('email', link.email_sealed), ...letter, language })
  const old = (await lettersTo(db, outside.keys, [link.for_account])).get(link.for_account)
  if (old !== undefined) await kit.mailer.send({ to: old.to, ...addressAskedLetter(frame(kit, old.language)), language: old.language })
}

async function sendAddressChanged(kit: Kit, id: string): Promise<void> {
  const { db, outside } = kit.runner
  const link = await addressChange(db, id)
  if (link === null || link.old_email_sealed === null || !kit.mailer.delivers) return
  const to = outside.keys.open('email', link.old_email_sealed)
  await kit.mailer.send({ to, ...addressChangedLetter(frame(kit, link.language)), language: link.language })
}

const frame = (kit: Kit, language: string) => ({ say: kit.books.say(language), publicUrl: kit.publicUrl, hubName: kit.hubName })

const hourOf = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at)
