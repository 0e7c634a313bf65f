import { languageOptions, SelectField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import type { SessionPlace } from '../../../web/session-way.tsx'
import { Day } from '../../../web/time.tsx'
import type { Shown } from '../queries/shapes.ts'

/** The session that everything here belongs to. */
export type Place = SessionPlace & { readonly languages: readonly string[] }
export type Question = { readonly number: number; readonly text: string; readonly language: string }

/** Whose words they are, as they chose to be named, and where they come from; among many what was taken down as usual is not said of each. */
export function Origin({ page, of, among = false }: { page: Page; of: Shown; among?: boolean }) {
  const { say } = page
  const role = of.role === null ? '' : say(`intervention.role.${of.role}`)
  return (
    <p class="quiet">
      {of.speaker.sort === 'named' ? (
        <>
          <bdi>{of.speaker.name}</bdi> · {role}
        </>
      ) : of.speaker.sort === 'label' ? (
        <>
          <bdi>{of.speaker.name}</bdi> · {role} · {say('intervention.by-label')}
        </>
      ) : of.speaker.sort === 'left' ? (
        say('intervention.by-left')
      ) : (
        role
      )}
      {of.form === 'summary' ? ` · ${say('intervention.form.summary')}` : null}
      {of.language === say.locale || of.language === 'und'
        ? null
        : ` · ${say('intervention.written-in', { language: say.language(of.language) })}`}
      {of.saidAt === null ? null : (
        <>
          {' '}
          · <time datetime={of.saidAt}>{say.moment(new Date(of.saidAt), page.homeZone)}</time>
        </>
      )}
      {among && of.source === 'note' ? null : <Came page={page} of={of} />}
    </p>
  )
}

function Came({ page, of: { source, meeting } }: { page: Page; of: Shown }) {
  const { say } = page
  if (source === 'own') return <> · {say('intervention.source.own')}</>
  if (source === 'transcript') return <> · {say('intervention.source.transcript')}</>
  if (source === 'intermediary') return <> · {say('intervention.source.intermediary')}</>
  if (source === 'note') return <> · {say('intervention.source.note')}</>
  if (meeting === null) return <> · {say('intervention.source.paper')}</>
  return (
    <>
      {' '}
      · {say('intervention.source.meeting')} <InLanguage language={meeting.language}>{meeting.title}</InLanguage>
      {meeting.place === null ? null : (
        <>
          , <bdi>{meeting.place}</bdi>
        </>
      )}
      , <Day page={page} at={new Date(meeting.day)} />
    </>
  )
}

/** What is gone says so, and on which day. */
export function Gone({ page, of }: { page: Page; of: Shown }) {
  return of.withdrawnOn === null ? (
    <p class="quiet">{page.say('intervention.hidden')}</p>
  ) : (
    <p class="quiet">
      {page.say('intervention.withdrawn-on')} <Day page={page} at={new Date(of.withdrawnOn)} />
    </p>
  )
}

export const questionOptions = (page: Page, questions: readonly Question[], none: string): readonly Option[] => [
  { value: '', label: none },
  ...questions.map(({ number, text, language }) => ({
    value: String(number),
    // In a list of choices no element can set a direction apart.
    label: page.say('intervention.question.option', { number, text: `\u2068${text}\u2069` }),
    lang: language,
  })),
]

type LanguageProps = { page: Page; session: Place; value: string | undefined; problem: Problem | undefined }

/** In which language it was said: the reader's, until another is chosen. */
export const LanguageField = ({ page, session, value, problem }: LanguageProps) => (
  <SelectField
    name="language"
    label={page.say('intervention.language')}
    value={value ?? page.say.locale}
    options={languageOptions(page, session.languages)}
    problem={problem}
  />
)
