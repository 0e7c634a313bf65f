import type { Verdict } from '#base'
import { Form, ProblemNote, SelectField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { At } from '../queries/documents.ts'
import type { DraftText } from '../queries/draft.ts'
import type { Section } from '../queries/parts.ts'
import { countsOf, findIn, LONGEST, untranslatedIn } from '../rules.ts'
import { TranslatorFields } from './desk.tsx'
import { EditFrame } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly at: At
  readonly text: DraftText
  readonly edit: Verdict
  readonly problem: Problem | undefined
}

/** A document in one language: its parts, each with what waits in it. */
export function TextPage({ page, at, text, edit, problem }: Props) {
  const { say } = page
  const { version, sections } = text
  const path = `${at.path}/edit/${version.language}`
  const articles = new Map(sections.filter(({ kind }) => kind === 'article').map(({ number }, index) => [number, index + 1]))
  return (
    <EditFrame page={page} at={at} heading={say.language(version.language)}>
      <ProblemNote page={page} problem={problem} />
      <p class="actions">
        <a class="button quiet" href={href(page, `${path}/preview`)}>
          {say('outcome.preview')}
        </a>
      </p>
      {sections.length === 0 ? <p class="empty">{say('outcome.text.empty')}</p> : null}
      <ol class="rows">
        {sections.map((section) => (
          <Row page={page} path={path} text={text} section={section} article={articles.get(section.number)} />
        ))}
      </ol>
      {edit.ok ? <Forms page={page} at={at} text={text} edit={edit} problem={problem} /> : null}
    </EditFrame>
  )
}

type RowProps = { page: Page; path: string; text: DraftText; section: Section; article: number | undefined }

function Row({ page, path, text, section, article }: RowProps) {
  const { say } = page
  const counts = countsOf(section.sentences, findIn(text.found))
  const waiting = counts.withdrawn + counts.empty
  const untranslated = untranslatedIn([section], text.version)
  return (
    <li>
      <a href={href(page, `${path}/${section.number}`)}>
        {article === undefined ? (
          <InLanguage language={section.headingLanguage}>
            {section.heading === '' ? say('outcome.part.unnamed') : section.heading}
          </InLanguage>
        ) : (
          say('outcome.words.article', { number: article })
        )}
      </a>{' '}
      <span class="quiet">{say('outcome.counts', { sentences: counts.sentences, own: counts.own })}</span>
      {waiting === 0 ? null : (
        <p class="status late">
          <strong>{say('outcome.counts.withdrawn', { count: waiting })}</strong>
        </p>
      )}
      {counts.changed === 0 ? null : <p class="status">{say('outcome.counts.changed', { count: counts.changed })}</p>}
      {untranslated === 0 ? null : <p class="status">{say('outcome.counts.untranslated', { count: untranslated })}</p>}
      {text.behind.includes(section.number) ? <p class="status">{say('outcome.behind.part')}</p> : null}
    </li>
  )
}

function Forms({ page, at, text, problem }: Props) {
  const { say } = page
  const { version } = text
  return (
    <>
      <section>
        <h2>{say('outcome.add')}</h2>
        <Form page={page} action={href(page, `${at.path}/edit/sections`)}>
          <SelectField
            name="kind"
            label={say('outcome.add.kind')}
            options={(['part', 'article'] as const).map((value) => ({ value, label: say('outcome.kind', { kind: value }) }))}
            value={at.document.sort === 'outcome' ? 'article' : 'part'}
            problem={problem}
          />
          <TextField
            name="heading"
            label={say('outcome.heading')}
            hint={say('outcome.heading.hint')}
            most={LONGEST.heading}
            problem={problem}
          />
          <button class="quiet">{say('outcome.add.do')}</button>
        </Form>
      </section>
      <section>
        <h2>{say('outcome.title')}</h2>
        <Form page={page} action={href(page, `${at.path}/edit/${version.language}`)}>
          <TextField
            name="title"
            label={say('outcome.title')}
            value={version.title}
            lang={version.language}
            most={LONGEST.title}
            problem={problem}
            required
          />
          {version.original ? null : (
            <TranslatorFields page={page} translator={version.translator ?? 'person'} name={version.translatorName} problem={problem} />
          )}
          <button class="quiet">{say('outcome.save')}</button>
        </Form>
      </section>
    </>
  )
}
