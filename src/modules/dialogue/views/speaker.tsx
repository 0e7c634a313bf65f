import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Speaker } from '../queries/shapes.ts'

/** One path each, on sixteen by sixteen: a head and shoulders, a house, a portico, two rings, a bubble, a cog of sorts. The words say the same. */
const SIGNS: Readonly<Record<Speaker['sort'], string>> = {
  person: 'M8 1.5a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4zM1.8 14.5a6.2 5.4 0 0 1 12.4 0z',
  body: 'M8 1 15 7h-2v7.5H9.6V10H6.4v4.5H3V7H1z',
  government: 'M8 1 15 5v1.6H1V5zM2.4 8h2v4.4h-2zm4.6 0h2v4.4H7zm4.6 0h2v4.4h-2zM1 13.6h14V15H1z',
  partner:
    'M5.4 3.4a4.6 4.6 0 1 0 2.6 8.4 4.6 4.6 0 1 0 0-7.6 4.6 4.6 0 0 0-2.6-.8zm0 2a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2zm5.2 0a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2z',
  intermediary: 'M1 2h14v9H8l-4 4v-4H1zM3.5 5v1.4h9V5zm0 2.8v1.4h6V7.8z',
  automated: 'M7 0h2v2.5h4.5v4H16v3h-2.5v4h-11v-4H0v-3h2.5v-4H7zM4.5 6v2.2h2.2V6zm4.8 0v2.2h2.2V6zM5 10.2v1.5h6v-1.5z',
}

/** Who speaks: a sign, the name where there is one to be seen, and in words what they are. */
export function SpeakerWords({ page, speaker }: { readonly page: Page; readonly speaker: Speaker }) {
  return (
    <span class="speaker">
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
        <path fill-rule="evenodd" d={SIGNS[speaker.sort]} />
      </svg>{' '}
      {speaker.sort === 'person' || speaker.sort === 'automated' || speaker.sort === 'intermediary' ? (
        <PersonWords page={page} speaker={speaker} />
      ) : (
        <BodyWords page={page} speaker={speaker} />
      )}
    </span>
  )
}

function PersonWords({ page: { say }, speaker: { sort, name, left } }: { page: Page; speaker: Speaker }) {
  if (sort === 'automated' || sort === 'intermediary') return <>{say(`speaker.${sort}`)}</>
  if (name === null) return <>{say(left ? 'speaker.left' : 'speaker.participant')}</>
  return (
    <>
      <bdi>{name}</bdi> · {say('speaker.by-name')}
    </>
  )
}

function BodyWords({ page, speaker: { sort, body, office, name } }: { page: Page; speaker: Speaker }) {
  const { say } = page
  return (
    <>
      {body === null ? null : (
        <>
          <a href={href(page, `/bodies/${body.slug}`)}>
            <InLanguage language={body.language}>{body.name}</InLanguage>
          </a>{' '}
          ·{' '}
        </>
      )}
      {say(`speaker.${sort}`, { office: office ?? 'none' })}
      {name === null ? null : (
        <>
          {' '}
          · <bdi>{name}</bdi>
        </>
      )}
    </>
  )
}
