import { Differences } from '../../../web/differences.tsx'
import { Checkbox, CheckboxField, Form, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { At } from '../queries/documents.ts'
import type { DraftText } from '../queries/draft.ts'
import type { Section } from '../queries/parts.ts'
import type { Found } from '../queries/standing.ts'
import { isUntranslated, LONGEST, sortInWords, sourceKey, type Standing } from '../rules.ts'
import type { Cited } from '../tables.ts'
import { Crumb, StandingWords } from './pieces.tsx'

/** A sentence as its form shows it. */
export type Shown = {
  readonly id: string
  readonly text: string
  readonly language: string
  readonly sources: readonly Pick<Cited, 'sort' | 'id'>[]
  readonly by: 'hub' | 'editor'
  readonly quote: boolean
  readonly standing: Standing
}

type Props = {
  readonly page: Page
  readonly at: At
  readonly text: DraftText
  readonly original: Section | undefined
  readonly section: Section
  readonly shown: { readonly heading: string; readonly revision: number; readonly sentences: readonly Shown[] }
  readonly found: Found
  readonly languages: readonly string[]
  readonly mayEdit: boolean
  readonly problem: Problem | undefined
}

/** One part or article in one language: each sentence with its sources, all in one form, so that nothing typed is lost by any of its buttons. */
export function SectionPage(props: Props) {
  const { page, at, text, section, problem } = props
  const { say } = page
  const { language } = text.version
  const path = `${at.path}/edit/${language}`
  const articles = text.sections.filter(({ kind }) => kind === 'article')
  const heading =
    section.kind === 'article'
      ? say('outcome.words.article', { number: articles.findIndex(({ number }) => number === section.number) + 1 })
      : section.heading === ''
        ? say('outcome.kind', { kind: section.kind })
        : section.heading
  return (
    <Layout page={page} title={heading} index={false}>
      <Crumb page={page} path={path} text={say.language(language)} />
      <h1>
        <InLanguage language={heading === section.heading ? section.headingLanguage : say.locale}>{heading}</InLanguage>
      </h1>
      <ProblemNote page={page} problem={problem} />
      {problem?.code === 'outcome.changed-meanwhile' ? <Meanwhile {...props} /> : null}
      {text.behind.includes(section.number) ? <p class="note">{say('outcome.behind.part')}</p> : null}
      {props.mayEdit ? <SentencesForm {...props} path={`${path}/${section.number}`} /> : <p class="note">{say('outcome.editors-only')}</p>}
      {props.mayEdit ? <PlaceForms page={page} path={`${path}/${section.number}`} compiled={section.origin !== null} /> : null}
    </Layout>
  )
}

/** Two wrote at once: what stands there now beside what was sent, word by word. */
function Meanwhile({ page, section, shown, text }: Props) {
  const { say } = page
  const [there, mine] = [section.sentences, shown.sentences].map((all) => all.map((one) => one.text).join('\n'))
  return (
    <section class="card">
      <h2>{say('outcome.meanwhile')}</h2>
      <p>{say('outcome.meanwhile.what')}</p>
      <InLanguage as="div" language={text.version.language} class="differences as-written">
        <Differences say={say} before={there ?? ''} after={mine ?? ''} />
      </InLanguage>
    </section>
  )
}

function SentencesForm(props: Props & { readonly path: string }) {
  const { page, shown, section, problem, path, text } = props
  const { say } = page
  return (
    <Form page={page} action={href(page, path)}>
      <input type="hidden" name="revision" value={shown.revision} />
      <input type="hidden" name="count" value={shown.sentences.length} />
      {/* The first button is the one that the Enter key presses. */}
      <p class="actions">
        <button name="op" value="save">
          {say('outcome.save')}
        </button>
      </p>
      {section.kind === 'part' ? (
        <TextField name="heading" label={say('outcome.heading')} value={shown.heading} most={LONGEST.heading} problem={problem} />
      ) : (
        <input type="hidden" name="heading" value={shown.heading} />
      )}
      {shown.sentences.length === 0 ? <p class="empty">{say('outcome.sentences.none')}</p> : null}
      {shown.sentences.map((one, at) => (
        <SentenceFields {...props} one={one} index={at} last={at === shown.sentences.length - 1} />
      ))}
      <TextArea
        name="text-new"
        label={say('outcome.sentence.new')}
        hint={say('outcome.sentence.new.hint')}
        rows={3}
        most={LONGEST.text}
        lang={text.version.language}
        problem={problem}
      />
      <p class="actions">
        <button name="op" value="save">
          {say('outcome.save')}
        </button>
      </p>
    </Form>
  )
}

type SentenceProps = Props & { readonly one: Shown; readonly index: number; readonly last: boolean }

function SentenceFields({ page, one, index, last, original, found, languages, problem, text }: SentenceProps) {
  const { say } = page
  const before = text.version.original ? undefined : original?.sentences.find(({ id }) => id === one.id)
  const op = (name: string, label: string) => (
    <button class="quiet" name="op" value={`${name}-${index}`}>
      {label}
    </button>
  )
  return (
    <fieldset class="card" id={`sentence-${index + 1}`}>
      <legend>
        {say('outcome.sentence', { number: index + 1 })}{' '}
        <span class="quiet">{say('outcome.by', { by: one.sources.length === 0 ? 'own' : one.by })}</span>
      </legend>
      <input type="hidden" name={`id-${index}`} value={one.id} />
      <StandingWords page={page} standing={one.standing} />
      {!text.version.original && isUntranslated(one, text.version.language) ? (
        <p class="status">
          <strong>{say('outcome.untranslated', { language: say.language(one.language) })}</strong>
        </p>
      ) : null}
      {before === undefined ? null : (
        <details>
          <summary>{say('outcome.original-text')}</summary>
          <InLanguage as="p" language={before.language}>
            {before.text}
          </InLanguage>
        </details>
      )}
      <TextArea
        name={`text-${index}`}
        label={say('outcome.sentence.text')}
        value={one.text}
        lang={one.language}
        rows={4}
        most={LONGEST.text}
        problem={problem}
      />
      <SelectField
        name={`language-${index}`}
        label={say('outcome.language')}
        value={one.language}
        options={[...new Set([one.language, ...languages])].map((value) => ({ value, label: say.language(value) }))}
        problem={problem}
      />
      {one.sources.length === 0 ? (
        <p class="quiet">
          <span aria-hidden="true">※ </span>
          {say('outcome.own.what')}
        </p>
      ) : (
        <CheckboxField
          name={`source-${index}`}
          label={say('outcome.sources')}
          options={one.sources.map((source) => ({ value: sourceKey(source), ...sourceInWords(page, source, found) }))}
          chosen={one.sources.map(sourceKey)}
          problem={problem}
        />
      )}
      {one.standing === 'changed' ? (
        <Checkbox name={`seen-${index}`} label={say('outcome.seen')} checked={false} hint={say('outcome.seen.hint')} />
      ) : null}
      <p class="actions">
        {op('sources', say('outcome.op.sources'))}
        {index === 0 ? null : op('up', say('outcome.op.up'))}
        {last ? null : op('down', say('outcome.op.down'))}
        {last ? null : op('join', say('outcome.op.join'))}
        {op('remove', say('outcome.op.remove'))}
      </p>
    </fieldset>
  )
}

/** What a source says now, in one line of a list. */
export function sourceInWords({ say }: Page, source: Pick<Cited, 'sort' | 'id'>, found: Found) {
  const now = found.get(sourceKey(source))
  const sort = sortInWords(say, source.sort)
  if (now === undefined || now.state === 'withdrawn') return { label: say('outcome.source.withdrawn', { sort }) }
  const by = now.speaker === null ? sort : say('outcome.source.by', { sort, speaker: `\u2068${now.speaker}\u2069` })
  return { label: by, hint: `\u2068${now.text.length > 300 ? `${now.text.slice(0, 300)}…` : now.text}\u2069` }
}

function PlaceForms({ page, path, compiled }: { page: Page; path: string; compiled: boolean }) {
  const { say } = page
  return (
    <section>
      <h2>{say('outcome.place')}</h2>
      <Form page={page} action={href(page, `${path}/place`)}>
        <p class="actions">
          <button class="quiet" name="direction" value="up">
            {say('outcome.op.up')}
          </button>
          <button class="quiet" name="direction" value="down">
            {say('outcome.op.down')}
          </button>
        </p>
      </Form>
      {compiled ? null : (
        <Form page={page} action={href(page, `${path}/removal`)}>
          <button class="danger">{say('outcome.remove-part')}</button>
        </Form>
      )}
    </section>
  )
}
