import { Form, ProblemNote, RadioField, SelectField, TextArea, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { OwnVoices } from '../queries/own-voices.ts'
import type { Speaker } from '../queries/shapes.ts'
import { SpeakerWords } from './speaker.tsx'
import { LetterCount } from './statement-card.tsx'

type Of = { readonly page: Page; readonly slug: string; readonly title: { readonly text: string; readonly language: string } }

function Head({ page, slug, title }: Of) {
  return (
    <p class="crumb">
      <a href={href(page, `/dialogues/${slug}/my-part`)}>{page.say('my-part.title')}</a> ·{' '}
      <InLanguage language={title.language}>{title.text}</InLanguage>
    </p>
  )
}

export type VoiceProps = Of & {
  readonly voices: OwnVoices
  /** `participant`, `name <person>` or `office <body> <office>`. */
  readonly value: string
  readonly now: Speaker
  readonly settled: boolean
  readonly problem: Problem | undefined
}

/** As who somebody speaks in this dialogue: without a name, by a name of theirs, or in an office. */
export function VoicePage(props: VoiceProps) {
  const { page, slug, voices, value, now, settled, problem } = props
  const { say } = page
  const bodyOffice = (office: string, name: string) => say('voice.office', { office, body: name })
  return (
    <Layout page={page} title={say('voice.title')} index={false}>
      <Head {...props} />
      <h1>{say('voice.title')}</h1>
      <p class="lead">{say('voice.what')}</p>
      <p>{say('voice.votes')}</p>
      {settled ? (
        <section class="note">
          <p>
            {say('voice.now')} <SpeakerWords page={page} speaker={now} />
          </p>
          <p>{say('voice.settled.why')}</p>
        </section>
      ) : (
        <Form page={page} action={href(page, `/dialogues/${slug}/voice`)}>
          <ProblemNote page={page} problem={problem} />
          <RadioField
            name="voice"
            label={say('voice.as')}
            hint={say('voice.until')}
            value={value}
            problem={problem}
            options={[
              { value: 'participant', label: say('voice.participant'), hint: say('voice.participant.hint') },
              ...voices.names.map(({ person, name }) => ({ value: `name ${person}`, label: name, hint: say('voice.name.hint') })),
              ...voices.offices.map(({ body, name, office }) => ({
                value: `office ${body} ${office}`,
                label: bodyOffice(office, name),
                hint: say('voice.office.hint'),
              })),
            ]}
          />
          <button>{say('voice.do')}</button>
        </Form>
      )}
      {page.actor.account === null ? (
        <p>
          {say('voice.sign-in')}{' '}
          <a href={href(page, `/sign-in?then=${encodeURIComponent(`/dialogues/${slug}/voice`)}`)}>{say('sign-in.do')}</a>
        </p>
      ) : (
        <p>
          <a href={href(page, '/me/seen')}>{say('voice.seen')}</a>
        </p>
      )}
    </Layout>
  )
}

export type CountryProps = Of & {
  readonly value: string
  readonly options: readonly Option[]
  readonly open: boolean
  readonly problem: Problem | undefined
}

/** Where somebody lives, if they like to say it: why it is asked, what becomes of it, and how to take it back. */
export function CountryPage(props: CountryProps) {
  const { page, slug, value, options, open, problem } = props
  const { say } = page
  const action = href(page, `/dialogues/${slug}/country`)
  return (
    <Layout page={page} title={say('country.title')} index={false}>
      <Head {...props} />
      <h1>{say('country.title')}</h1>
      <p class="lead">{say('country.why')}</p>
      <ul>
        <li>{say('country.alone')}</li>
        <li>{say('country.tens')}</li>
        <li>{say('country.sealed')}</li>
        <li>{say('country.back')}</li>
      </ul>
      {open ? (
        <Form page={page} action={action}>
          <ProblemNote page={page} problem={problem} />
          <SelectField
            name="country"
            label={say('country.label')}
            hint={say('country.consent')}
            value={value}
            problem={problem}
            options={[{ value: '', label: say('country.none') }, ...options]}
          />
          <button>{say('country.do')}</button>
        </Form>
      ) : value === '' ? (
        <p class="empty">{say('country.over')}</p>
      ) : (
        <p>{say('country.told', { country: options.find((option) => option.value === value)?.label ?? value })}</p>
      )}
      {value === '' || problem !== undefined ? null : (
        <Form page={page} action={action} label={say('country.remove')}>
          <input type="hidden" name="country" value="" />
          <button class="quiet">{say('country.remove')}</button>
        </Form>
      )}
    </Layout>
  )
}

export type CorrectionProps = Of & {
  readonly number: number
  readonly values: { readonly text: string; readonly language: string }
  readonly languages: readonly string[]
  readonly problem: Problem | undefined
}

/** The words of a statement that waits, to be put right by its author. */
export function CorrectionPage(props: CorrectionProps) {
  const { page, slug, number, values, languages, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('correct.title')} index={false}>
      <Head {...props} />
      <h1>{say('correct.title')}</h1>
      <p>{say('correct.what')}</p>
      <Form page={page} action={href(page, `/dialogues/${slug}/statements/${number}/correction`)}>
        <ProblemNote page={page} problem={problem} />
        <TextArea name="text" label={say('add.text')} hint={say('add.text.hint')} value={values.text} problem={problem} rows={3} required />
        <LetterCount say={say} field="text" most={280} />
        <SelectField
          name="language"
          label={say('add.language')}
          value={values.language}
          options={languages.map((language) => ({ value: language, label: say.language(language) }))}
          problem={problem}
        />
        <button>{say('correct.do')}</button>
      </Form>
    </Layout>
  )
}
