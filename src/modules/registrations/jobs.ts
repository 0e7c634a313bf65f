import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGo, type Listener, type Sweep } from '../../core/worker.ts'
import type { Kit } from '../../web/manifest.ts'
import { gatherings } from '../gatherings/index.ts'
import { followEnd, forgetAnswers } from './commands/forget-answers.ts'
import { releasePerson } from './commands/release-person.ts'
import { ticketLetter } from './mail/ticket.tsx'
import { leftBehind } from './queries/held.ts'
import { letterFor } from './queries/letter.ts'
import { endOf } from './rules.ts'

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'registrations.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  leftBehind,
})

export const listeners = (kit: Kit): readonly Listener[] => [
  gone.listener,
  {
    kind: 'gatherings.edition.edited',
    delivery: 'critical',
    job: async (runner, { subject }) => {
      const edition = await gatherings.editionById(runner.db, subject, 'en')
      if (edition !== null) await followEnd(runner.db, subject, endOf(edition))
    },
  },
  { kind: 'registrations.place.confirmed', delivery: 'unhurried', job: (_runner, { scope, subject }) => sendTicket(kit, scope, subject) },
]

export const sweeps: readonly Sweep[] = [
  { name: 'registrations.forget-answers', everySeconds: 60 * 60, sweep: (runner) => forgetAnswers(runner.db, runner.outside.now()) },
  gone.sweep,
]

async function sendTicket({ runner, mailer, books, publicUrl, hubName }: Kit, edition: string, id: string): Promise<void> {
  const { db, outside } = runner
  const wanted = mailer.delivers ? await letterFor(db, outside.keys, { edition, id }) : null
  if (wanted === null) return
  const frame = { say: books.say(wanted.language), publicUrl, hubName }
  const letter = ticketLetter(frame, { code: wanted.code, path: `/tickets/${id}` })
  // The same at each try: where a server took it and the answer was lost, mail programs show it once.
  await mailer.send({ to: wanted.to, ...letter, language: wanted.language, id })
}
