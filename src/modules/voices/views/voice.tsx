import {
  Checkbox,
  CheckboxField,
  Form,
  languageOptions,
  ProblemNote,
  SelectField,
  TextArea,
  TextField,
  type Option,
} from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb, Lines } from '../../../web/parts.tsx'
import { OPEN } from '../policy.ts'
import type { Opened } from '../queries/voices.ts'
import { CHECKS, DELAY, LONGEST } from '../rules.ts'
import { Done, type Values } from './pieces.tsx'

export type KeptProps = {
  readonly page: Page
  readonly voice: Opened
  readonly readers: readonly Option[]
  readonly countries: readonly Option[]
  readonly sessions: readonly Option[]
  readonly dialogues: readonly Option[]
  readonly marks: readonly string[]
  readonly done: string | null
  readonly values: Values | null
  readonly problem?: Problem | undefined
}

/** One voice, for whoever writes it down: first the words, then what was agreed to and who reads them a second time. */
export function KeptVoicePage(props: KeptProps) {
  const { page, voice, done, problem } = props
  const { say } = page
  const open = OPEN.includes(voice.state)
  return (
    <Layout page={page} title={page.hubName} index={false}>
      <Crumb page={page} path="/voices/desk">
        {say('voices.desk')}
      </Crumb>
      <h1>{say('voice.kept')}</h1>
      <Done page={page} done={done} />
      <ProblemNote page={page} problem={problem} />
      <p class="status">
        <strong>{say(`voice.state.${voice.state}`)}</strong>
      </p>
      {voice.state === 'returned' ? (
        <section class="note">
          <h2>{say('voice.found')}</h2>
          <p>
            <bdi>{voice.words.note}</bdi>
          </p>
        </section>
      ) : null}
      {open ? <Write {...props} /> : voice.words.text === '' ? null : <Shown page={page} voice={voice} />}
      {open && voice.state !== 'made' ? <Submit {...props} /> : null}
      <section>
        <h2>{say('voice.lost')}</h2>
        <p>{say('voice.lost.what')}</p>
        <Form page={page} action={href(page, `/voices/desk/${voice.id}/replacement`)}>
          <button class="quiet">{say('voice.lost.do')}</button>
        </Form>
      </section>
      <section>
        <h2>{say('voice.withdraw-kept')}</h2>
        <p>{say('voice.withdraw.what')}</p>
        <Form page={page} action={href(page, `/voices/desk/${voice.id}/withdrawal`)}>
          <button class="danger">{say('voice.withdraw-kept')}</button>
        </Form>
      </section>
    </Layout>
  )
}

const Shown = ({ page, voice }: { page: Page; voice: Opened }) => (
  <article class="card">
    <h2>
      <bdi lang={voice.words.language}>{voice.words.title}</bdi>
    </h2>
    <Lines text={voice.words.text} language={voice.words.language} />
    {voice.words.translation === null ? null : <Lines text={voice.words.translation.text} language={voice.words.translation.language} />}
    {voice.words.puts.map(({ sort, text }) => (
      <>
        <h3>{page.say(`voice.put.${sort}`)}</h3>
        {text === '' ? null : <Lines text={text} language={voice.words.language} />}
      </>
    ))}
  </article>
)

function Write(props: KeptProps) {
  const { page, voice, values, problem, countries, sessions } = props
  const { say } = page
  const { words } = voice
  const value = (name: string, held: string): string => values?.[name] ?? held
  return (
    <section>
      <h2>{say('voice.write')}</h2>
      <p>{say('voice.write.what')}</p>
      <Form page={page} action={href(page, `/voices/desk/${voice.id}`)}>
        <TextField
          name="title"
          label={say('voice.heading')}
          value={value('title', words.title)}
          most={LONGEST.title}
          required
          problem={problem}
        />
        <TextArea
          name="text"
          label={say('voice.text')}
          hint={say('voice.text.hint')}
          value={value('text', words.text)}
          rows={10}
          most={LONGEST.text}
          required
          problem={problem}
        />
        <SelectField
          name="language"
          label={say('voice.language')}
          value={value('language', words.language === 'und' ? words.slip : words.language)}
          options={languageOptions(page, [...page.locales, words.language, words.slip])}
          problem={problem}
        />
        <TextField
          name="described"
          label={say('voice.described')}
          hint={say('voice.described.hint')}
          value={value('described', words.described)}
          most={LONGEST.described}
          problem={problem}
        />
        <SelectField
          name="country"
          label={say('voice.country')}
          hint={say('voice.country.hint')}
          value={value('country', words.country ?? '')}
          options={countries}
          problem={problem}
        />
        <SelectField
          name="session"
          label={say('voice.session')}
          hint={say('voice.session.hint')}
          value={value('session', words.session ?? '')}
          options={sessions}
          problem={problem}
        />
        <Elsewhere {...props} />
        <Translation {...props} />
        <button>{say('voice.write.do')}</button>
      </Form>
    </section>
  )
}

/** Where else it may stand, if the speaker agrees to that afterwards. */
function Elsewhere({ page, voice, values, problem, dialogues }: KeptProps) {
  const { say } = page
  const { words } = voice
  const value = (name: string, held: string): string => values?.[name] ?? held
  const put = (sort: string) => words.puts.find((one) => one.sort === sort)
  return (
    <>
      <Checkbox
        name="inSession"
        label={say('voice.put.session.also')}
        hint={say('voice.put.hint')}
        checked={values === null ? put('session') !== undefined : values['inSession'] === 'on'}
      />
      <details open={words.puts.length > 0 || problem !== undefined}>
        <summary>{say('voice.put.dialogue')}</summary>
        <p>{say('voice.put.hint')}</p>
        <SelectField
          name="dialogue"
          label={say('voice.put.dialogue.which')}
          value={value('dialogue', put('dialogue')?.place ?? '')}
          options={dialogues}
          problem={problem}
        />
        <TextArea
          name="statement"
          label={say('voice.put.statement')}
          value={value('statement', put('dialogue')?.text ?? '')}
          rows={3}
          most={LONGEST.statement}
          problem={problem}
        />
      </details>
    </>
  )
}

function Translation({ page, voice, values, problem }: KeptProps) {
  const { say } = page
  const { words } = voice
  const value = (name: string, held: string): string => values?.[name] ?? held
  return (
    <details open={words.translation !== null}>
      <summary>{say('voice.translation')}</summary>
      <TextArea
        name="translation"
        label={say('voice.translation.text')}
        value={value('translation', words.translation?.text ?? '')}
        rows={8}
        most={LONGEST.text}
        problem={problem}
      />
      <SelectField
        name="translationLanguage"
        label={say('voice.translation.language')}
        value={value('translationLanguage', words.translation?.language ?? say.locale)}
        options={languageOptions(page)}
        problem={problem}
      />
      <TextField
        name="translatedBy"
        label={say('voice.translation.by')}
        value={value('translatedBy', words.translation?.by ?? '')}
        most={LONGEST.by}
        problem={problem}
      />
    </details>
  )
}

export const Marks = ({ page, marks }: { page: Page; marks: readonly string[] }) =>
  marks.length === 0 ? (
    <p>{page.say('voice.marks.none')}</p>
  ) : (
    <>
      <p>{page.say('voice.marks')}</p>
      <ul>
        {marks.map((mark) => (
          <li>
            <mark>
              <bdi>{mark}</bdi>
            </mark>
          </li>
        ))}
      </ul>
    </>
  )

function Submit({ page, voice, readers, marks, values, problem }: KeptProps) {
  const { say } = page
  const delay = values?.['delay'] ?? String(voice.words.consent?.delay ?? DELAY.usual)
  return (
    <section>
      <h2>{say('voice.submit')}</h2>
      <Marks page={page} marks={marks} />
      {readers.length === 0 ? (
        <p class="empty">{say('voice.readers.none')}</p>
      ) : (
        <Form page={page} action={href(page, `/voices/desk/${voice.id}/submission`)}>
          <CheckboxField
            name="checked"
            label={say('voice.checks')}
            options={CHECKS.map((check) => ({ value: check, label: say(`voice.check.${check}`) }))}
            chosen={[]}
            problem={problem}
          />
          <TextArea
            name="agreed"
            label={say('voice.agreed')}
            hint={say('voice.agreed.hint')}
            value={values?.['agreed'] ?? say('voice.agreed.text', { days: Number(delay) || 0 })}
            rows={6}
            most={LONGEST.agreed}
            required
            problem={problem}
          />
          <TextField
            name="delay"
            type="number"
            label={say('voice.delay')}
            hint={say('voice.delay.hint')}
            value={delay}
            min={DELAY.least}
            max={DELAY.most}
            problem={problem}
          />
          <Checkbox name="quoted" label={say('voice.terms.quoted')} checked={values === null || values['quoted'] === 'on'} />
          {voice.words.puts.length === 0 ? null : (
            <CheckboxField
              name="puts"
              label={say('voice.terms.put')}
              hint={say('voice.put.quoted')}
              options={voice.words.puts.map(({ sort }) => ({ value: sort, label: say(`voice.terms.put.${sort}`) }))}
              chosen={[]}
              problem={problem}
            />
          )}
          <SelectField
            name="reader"
            label={say('voice.reader')}
            hint={say('voice.reader.hint')}
            value={values?.['reader']}
            options={readers}
            problem={problem}
          />
          <button>{say('voice.submit.do')}</button>
        </Form>
      )}
    </section>
  )
}

type ReadingProps = {
  readonly page: Page
  readonly voice: Opened
  readonly marks: readonly string[]
  readonly keeper: string | null
  readonly problem?: Problem | undefined
}

/** For the second reader: does anything in it show who it is. */
export function ReadingPage({ page, voice, marks, keeper, problem }: ReadingProps) {
  const { say } = page
  return (
    <Layout page={page} title={page.hubName} index={false}>
      <Crumb page={page} path="/voices/desk">
        {say('voices.desk')}
      </Crumb>
      <h1>{say('voice-desk.reading')}</h1>
      <ProblemNote page={page} problem={problem} />
      <p>{say('second-reading.what')}</p>
      {keeper === null ? null : (
        <p class="quiet">
          {say('second-reading.keeper')} <bdi>{keeper}</bdi>
        </p>
      )}
      <Shown page={page} voice={voice} />
      {voice.words.described === '' ? null : (
        <p>
          {say('voice.described')} <bdi lang={voice.words.language}>{voice.words.described}</bdi>
        </p>
      )}
      <Marks page={page} marks={marks} />
      <Form page={page} action={href(page, `/voices/reading/${voice.id}`)}>
        <TextArea name="note" label={say('second-reading.note')} rows={4} most={LONGEST.note} problem={problem} />
        <p class="actions">
          <button name="clear" value="yes">
            {say('second-reading.clear')}
          </button>
          <button class="quiet" name="clear" value="no">
            {say('second-reading.return')}
          </button>
        </p>
      </Form>
    </Layout>
  )
}
