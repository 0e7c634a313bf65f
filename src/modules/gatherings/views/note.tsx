import type { Child } from 'hono/jsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Day } from '../../../web/time.tsx'
import type { EditionCard } from '../queries/editions.ts'
import type { NoteText } from '../queries/note.ts'
import type { SessionCard } from '../queries/sessions.ts'
import { Prose, sessionDays } from './pieces.tsx'

export type NotePageProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly edition: EditionCard
  readonly note: NoteText
  /** In which the note is there, the original first. */
  readonly languages: readonly string[]
  readonly mayEdit: boolean
}

/** The note as one reads it, and as one sheet of paper. */
export function NotePage(props: NotePageProps) {
  const { page, session, edition, note } = props
  const { say } = page
  const { language } = note
  return (
    <Layout page={page} title={note.title} index={session.phase !== 'draft'} scripts={['times.js']} styles={['kit.css']}>
      <SessionWay page={page} session={session} />
      <article class="briefing">
        <p class="quiet">
          {say('note.title')} · <InLanguage language={edition.language}>{edition.name}</InLanguage> ·{' '}
          {say('session.number', { number: session.number })} · {sessionDays(page, session)}
          {session.hoursKnown || session.openedAt !== null ? null : ` · ${say('session.hours-later')}`}
        </p>
        <InLanguage as="h1" language={language}>
          {note.title}
        </InLanguage>
        {session.phase === 'draft' ? <p class="note">{say('note.draft')}</p> : null}
        <Languages {...props} />
        {(['overview', 'context', 'scope'] as const).map((part) => (
          <NotePart page={page} note={note} part={part} />
        ))}
        <Questions page={page} note={note} />
        <NotePart page={page} note={note} part="method" />
        {note.closing === '' ? null : <Prose language={language} text={note.closing} />}
        <NoteHost page={page} note={note} />
        <p class="quiet">
          {say('note.written')} <Day page={page} at={note.writtenAt} />
        </p>
      </article>
      {props.mayEdit ? <Desk {...props} /> : null}
    </Layout>
  )
}

/** Who translated it, and the original one tap away. */
function Languages({ page, session, note, languages }: NotePageProps) {
  const { say } = page
  const [original = note.language] = languages
  const link = (language: string) => `${href(page, `${session.path}/note`)}?in=${language}`
  const others = languages.filter((language) => language !== note.language && language !== original)
  const { translation } = note
  return (
    <>
      {translation === null ? (
        <p class="quiet">{say('note.original-in', { language: say.language(original) })}</p>
      ) : (
        <p class="note">
          {say(translation.by === 'machine' ? 'note.by-machine' : 'note.by-person', { language: say.language(original) })}{' '}
          {translation.name === '' ? null : (
            <>
              <bdi>{translation.name}</bdi>.{' '}
            </>
          )}
          {translation.behind ? `${say('note.behind')} ` : null}
          <a href={link(original)} hreflang={original}>
            {say('note.read-original')}
          </a>
        </p>
      )}
      {others.length === 0 ? null : (
        <p class="actions">
          {others.map((language) => (
            <a class="button quiet" href={link(language)} hreflang={language}>
              {say('note.read-in', { language: say.language(language) })}
            </a>
          ))}
        </p>
      )}
    </>
  )
}

type PartProps = { readonly page: Page; readonly note: NoteText; readonly part: 'overview' | 'context' | 'scope' | 'method' }

export function NotePart({ page, note, part }: PartProps) {
  if (note[part] === '') return null
  return (
    <section>
      <h2>{page.say(`note.part.${part}`)}</h2>
      <Prose language={note.language} text={note[part]} />
    </section>
  )
}

function Questions({ page, note }: { page: Page; note: NoteText }) {
  if (note.questions.length === 0) return null
  const heading = page.say('note.part.questions')
  return (
    <section>
      <h2 id="questions">{heading}</h2>
      <InLanguage as="div" language={note.language}>
        {note.lead === '' ? null : <p>{note.lead}</p>}
        <ol class="rows">
          {note.questions.map((question) => (
            <li>{question}</li>
          ))}
        </ol>
      </InLanguage>
    </section>
  )
}

/** Names of hosts stand in their own languages, one a line: each line turns as its letters do. */
export function NoteHost({ page, note }: { page: Page; note: NoteText }) {
  if (note.host === '') return null
  return (
    <section class="host">
      <h2>{page.say('note.part.host')}</h2>
      {note.host.split('\n').map((line) => (
        <p lang="" dir="auto">
          <strong>{line}</strong>
        </p>
      ))}
    </section>
  )
}

function Desk({ page, session, note }: NotePageProps): Child {
  const { say } = page
  return (
    <section class="card no-print">
      <h2>{say('note.desk')}</h2>
      <ul class="targets">
        <li>
          <a href={href(page, `${session.path}/note/edit`)}>{say('note.edit')}</a>
        </li>
        <li>
          <a href={href(page, `${session.path}/note/translation`)}>{say('note.translate')}</a>
        </li>
      </ul>
      {note.unplaced === '' ? null : (
        <details>
          <summary>{say('note.unplaced')}</summary>
          <p class="quiet">{say('note.unplaced.what')}</p>
          <pre class="prose" lang="" dir="auto">
            {note.unplaced}
          </pre>
        </details>
      )}
    </section>
  )
}
