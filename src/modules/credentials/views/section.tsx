import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { PublicState } from '../queries/read-issuances.ts'
import { LEAST } from '../rules.ts'
import { FetchScript, sentenceFor, type Own } from './own.tsx'

/** On the page of a dialogue: what it waits for, in tens, and what is the reader's own. */
export function Section({ page, state, own }: { page: Page; state: PublicState; own: Own | null }) {
  const { say } = page
  return (
    <section>
      <h2>{say('hidden.title')}</h2>
      <p>{say('credentials.section.lead')}</p>
      <p>{standing(page, state)}</p>
      {state.state !== 'running' ? null : (
        <p class="quiet">
          {say('credentials.days.planned', { closes: dayInWords(page, state.closes), from: dayInWords(page, state.votingOpens) })}
        </p>
      )}
      {state.least < LEAST ? <p class="note">{say('credentials.weaker', { least: state.least, usual: LEAST })}</p> : null}
      {own === null ? null : (
        <p>
          {say(sentenceFor(page, own))} <a href={href(page, '/me/credentials')}>{say('credentials.own')}</a>
        </p>
      )}
      {own === null ? null : <FetchScript />}
      <p>
        <a href={href(page, '/hidden-participation')}>{say('hidden.more')}</a>
      </p>
    </section>
  )
}

function standing({ say }: Page, { state, asked, least, roll }: PublicState): string {
  if (state === 'lapsed') return say('credentials.state.lapsed', { least })
  if (state === 'ended') return say('credentials.state.ended', { issued: asked ?? 0, roll: roll ?? 0 })
  return asked === null ? say('credentials.state.few', { least }) : say('credentials.state.running', { asked, least })
}
