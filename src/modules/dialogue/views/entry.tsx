import type { Child } from 'hono/jsx'
import { Checkbox, Form, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Moment } from '../../../web/time.tsx'
import type { Choice } from '../rules.ts'

/** `base`: of the entry, by an office or by a link, without language. */
type Where = {
  readonly page: Page
  readonly slug: string
  readonly base: string
  readonly title: { readonly text: string; readonly language: string }
  readonly problem: Problem | undefined
}

export type MeetingValues = {
  readonly key: string
  readonly title: string
  readonly heldOn: string
  readonly place: string
  readonly people: string
  readonly codes: string
}

type Listed = {
  readonly number: number
  readonly title: string
  readonly language: string
  readonly sheets: number
  readonly people: number
}

export type EntryProps = Where & {
  readonly values: MeetingValues
  readonly meetings: readonly Listed[]
  /** Of the link that is shown; null: an office. */
  readonly link: { readonly givenTo: string; readonly left: number; readonly endsAt: Date } | null
  readonly links: LinksProps['links']
  readonly mayGive: boolean
  readonly given: LinksProps['values']
}

/** Where sheets are typed in: first the meeting, then one person after another. */
export function EntryPage(props: EntryProps) {
  const { page, slug, base, meetings, link, mayGive, problem, given } = props
  const { say } = page
  return (
    <Framed {...props} heading={say('entry.title')}>
      <p class="lead">{say('entry.lead')}</p>
      {link === null ? null : (
        <p class="note">
          {say('entry.by-link', { name: `\u2068${link.givenTo}\u2069`, left: link.left })} <Moment page={page} at={link.endsAt} />
        </p>
      )}
      {meetings.length === 0 ? null : (
        <section>
          <h2>{say('entry.meetings')}</h2>
          <ul class="targets">
            {meetings.map(({ number, title, language, sheets, people }) => (
              <li>
                <a href={href(page, `${base}/meetings/${number}`)}>
                  <InLanguage language={language}>{title}</InLanguage>
                </a>{' '}
                <span class="quiet">{say('entry.so-many', { sheets, people })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{say('entry.new')}</h2>
        {given === null ? <ProblemNote page={page} problem={problem} /> : null}
        <NewMeeting {...props} problem={given === null ? problem : undefined} />
      </section>
      {mayGive ? <Links page={page} slug={slug} links={props.links} values={given} problem={given === null ? undefined : problem} /> : null}
    </Framed>
  )
}

function NewMeeting({ page, base, values, problem }: EntryProps) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `${base}/meetings`)}>
      <input type="hidden" name="key" value={values.key} />
      <TextField
        name="title"
        label={say('kit.return.whose')}
        hint={say('entry.title.hint')}
        value={values.title}
        most={120}
        problem={problem}
        required
      />
      <TextField name="heldOn" type="date" label={say('kit.return.day')} value={values.heldOn} problem={problem} required />
      <TextField
        name="place"
        label={say('kit.return.place')}
        hint={say('entry.place.hint')}
        value={values.place}
        most={80}
        problem={problem}
      />
      <TextField
        name="people"
        type="number"
        min={1}
        max={500}
        label={say('kit.return.people')}
        hint={say('entry.people.hint')}
        value={values.people}
        problem={problem}
        required
      />
      <TextArea
        name="codes"
        label={say('entry.codes')}
        hint={say('entry.codes.hint')}
        value={values.codes}
        rows={3}
        problem={problem}
        required
      />
      <div id="field-consent">
        <Checkbox name="consent" label={say('entry.consent')} checked={false} />
        {problem?.fields.has('consent') === true ? <p class="fault">{say('entry.consent.needed')}</p> : null}
      </div>
      <p class="actions">
        <button>{say('entry.begin')}</button>
      </p>
    </Form>
  )
}

type LinksProps = {
  readonly page: Page
  readonly slug: string
  readonly links: readonly {
    readonly id: string
    readonly givenTo: string
    readonly quota: number
    readonly used: number
    readonly endsAt: Date
    /** Whole, to be passed on; null: it is over. */
    readonly address: string | null
  }[]
  /** What came back from a form that was refused; null: none was. */
  readonly values: { readonly givenTo: string; readonly quota: string; readonly endsAt: string } | null
  readonly problem: Problem | undefined
}

/** For conveners: who else types in. */
function Links({ page, slug, links, values, problem }: LinksProps) {
  const { say } = page
  return (
    <section id="links">
      <h2>{say('entry-link.title')}</h2>
      <p>{say('entry-link.what')}</p>
      <ul class="rows">
        {links.map(({ id, givenTo, quota, used, endsAt, address }) => (
          <li>
            <h3>
              <bdi>{givenTo}</bdi>
            </h3>
            <p class="quiet">
              {say('entry-link.used', { used, quota })} <Moment page={page} at={endsAt} />
            </p>
            {address === null ? (
              <p>{say('entry-link.over')}</p>
            ) : (
              <>
                <p class="proof" dir="ltr">
                  {address}
                </p>
                <Form
                  page={page}
                  action={href(page, `/dialogues/${slug}/kit/links/${id}/withdrawal`)}
                  label={say('entry-link.end.of', { name: givenTo })}
                >
                  <button class="quiet">{say('entry-link.end')}</button>
                </Form>
              </>
            )}
          </li>
        ))}
      </ul>
      <details open={values !== null}>
        <summary>{say('entry-link.new')}</summary>
        <ProblemNote page={page} problem={problem} />
        <Form page={page} action={href(page, `/dialogues/${slug}/kit/links`)}>
          <TextField
            name="givenTo"
            label={say('entry-link.given-to')}
            hint={say('entry-link.given-to.hint')}
            value={values?.givenTo}
            most={120}
            problem={problem}
            required
          />
          <TextField
            name="quota"
            type="number"
            min={1}
            max={500}
            label={say('entry-link.quota')}
            value={values?.quota ?? '50'}
            problem={problem}
            required
          />
          <TextField
            name="endsAt"
            type="datetime-local"
            label={say('entry-link.ends')}
            hint={say('convene.zone', { zone: page.homeZone })}
            value={values?.endsAt}
            problem={problem}
            required
          />
          <button>{say('entry-link.make')}</button>
        </Form>
      </details>
    </section>
  )
}

export type SheetProps = Where & {
  readonly meeting: Listed
  readonly sheetKey: string
  readonly statements: readonly {
    readonly number: number
    readonly text: string
    readonly language: string
    readonly choice: Choice | null
  }[]
  readonly dropped: number
  readonly mayAdd: boolean
  readonly languages: readonly string[]
  readonly values: { readonly text: string; readonly language: string }
  /** The sheet that was typed in last: it can be undone. */
  readonly last: { readonly number: number; readonly key: string } | null
  readonly told: 'entered' | 'undone' | null
}

/** One person's sheets. Keys 1, 2 and 3 answer and go on; without the script the rows are plain choices. */
export function SheetPage(props: SheetProps) {
  const { page, base, meeting, problem, statements, last, told, dropped } = props
  const { say } = page
  const at = `${base}/meetings/${meeting.number}`
  const full = meeting.sheets >= meeting.people
  return (
    <Framed {...props} heading={meeting.title} headingLanguage={meeting.language} scripts={['sheet-entry.js']}>
      <p>
        <a href={href(page, base)}>{say('entry.title')}</a>
      </p>
      <p class="quiet">{say('entry.so-many', { sheets: meeting.sheets, people: meeting.people })}</p>
      {told === null ? null : (
        <p class="done" role="status">
          {say(`entry.told.${told}`, { number: last?.number ?? 0 })}
        </p>
      )}
      {last === null ? null : (
        <Form page={page} action={href(page, `${at}/undoing`)} label={say('entry.undo')}>
          <input type="hidden" name="key" value={last.key} />
          <button class="quiet">{say('entry.undo.of', { number: last.number })}</button>
        </Form>
      )}
      {full ? (
        <p class="note">{say('meeting.full', { people: meeting.people })}</p>
      ) : (
        <>
          <h2 id="sheet">{say('entry.next')}</h2>
          <p>{say('entry.keys')}</p>
          {dropped === 0 ? null : <p class="note">{say('entry.dropped', { count: dropped })}</p>}
          <ProblemNote page={page} problem={problem} />
          <Form page={page} action={href(page, `${at}/sheets`)}>
            <input type="hidden" name="key" value={props.sheetKey} />
            <sheet-entry>
              {statements.map((statement) => (
                <Row page={page} statement={statement} />
              ))}
            </sheet-entry>
            {props.mayAdd ? <WrittenIn {...props} /> : null}
            {problem?.code === 'sheet.same-answers' ? <Checkbox name="anyway" label={say('entry.anyway')} checked={false} /> : null}
            <p class="actions">
              <button>{say('entry.save')}</button>
            </p>
          </Form>
        </>
      )}
      <details>
        <summary>{say('entry.withdraw')}</summary>
        <p>{say('entry.withdraw.what')}</p>
        <Form page={page} action={href(page, `${at}/withdrawal`)}>
          <button class="danger">{say('entry.withdraw.do')}</button>
        </Form>
      </details>
    </Framed>
  )
}

const ANSWERS = [
  ['agree', '✓', '1'],
  ['disagree', '✕', '2'],
  ['pass', '–', '3'],
] as const

function Row({ page: { say }, statement }: { page: Page; statement: SheetProps['statements'][number] }) {
  const { number, text, language, choice } = statement
  return (
    <fieldset class="field sheet-row">
      <legend>
        <span class="quiet">{say('kit.return.statement', { number })}</span>
        <br />
        <InLanguage language={language}>{text}</InLanguage>
      </legend>
      {ANSWERS.map(([value, sign, key]) => (
        <label class="choice">
          <input type="radio" name={`answer-${number}`} value={value} checked={choice === value} data-key={key} aria-keyshortcuts={key} />
          <span>
            <kbd aria-hidden="true">{key}</kbd> <span aria-hidden="true">{sign}</span> {say(`choice.${value}`)}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function WrittenIn({ page, values, languages, problem }: SheetProps) {
  const { say } = page
  return (
    <details open={values.text !== ''}>
      <summary>{say('entry.written')}</summary>
      <TextArea name="text" label={say('add.text')} hint={say('entry.written.hint')} value={values.text} rows={2} problem={problem} />
      <SelectField
        name="language"
        label={say('add.language')}
        value={values.language}
        options={languages.map((value) => ({ value, label: say.language(value) }))}
        problem={problem}
      />
    </details>
  )
}

type FrameProps = Pick<Where, 'page' | 'slug' | 'title'> & {
  readonly heading: string
  readonly headingLanguage?: string
  readonly scripts?: readonly string[]
  readonly children?: Child
}

function Framed({ page, slug, title, heading, headingLanguage, scripts = [], children }: FrameProps) {
  return (
    <Layout page={page} title={heading} index={false} scripts={scripts} styles={['kit.css']}>
      <p class="crumb">
        <a href={href(page, `/dialogues/${slug}`)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      {headingLanguage === undefined ? (
        <h1>{heading}</h1>
      ) : (
        <InLanguage as="h1" language={headingLanguage}>
          {heading}
        </InLanguage>
      )}
      {children}
    </Layout>
  )
}
