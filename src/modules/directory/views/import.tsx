import { FileField, Form, ProblemNote, SelectField, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Preview, PreviewRow } from '../queries/preview.ts'
import { MOST } from '../rules.ts'

type Props = {
  readonly page: Page
  readonly text: string
  /** The file was in an older form of writing. */
  readonly older: boolean
  readonly columns: readonly string[]
  readonly preview: Preview | null
  readonly choices: ReadonlyMap<number, string>
  readonly problem?: Problem | undefined
  /** After it was done. */
  readonly done: { readonly begun: number; readonly changed: number } | null
}

export const SKIP = ''
export const BEGIN = '+'

export function ImportPage({ page, text, older, columns, preview, choices, problem, done }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('directory.import')} index={false} scripts={['keep-draft.js']}>
      <p class="crumb">
        <a href={href(page, '/directory')}>{say('directory.title')}</a>
      </p>
      <h1>{say('directory.import')}</h1>
      {done === null ? null : (
        <p class="done" role="status">
          {say('directory.import.done', { begun: done.begun, changed: done.changed })}
        </p>
      )}
      <p class="lead">{say('directory.import.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {older ? <p class="note">{say('file.older')}</p> : null}
      {preview === null ? (
        <>
          <Form page={page} action={href(page, '/directory/import')} files>
            <FileField
              name="file"
              label={say('directory.import.file')}
              hint={say('directory.import.file.hint')}
              accept=".csv,.txt,text/csv,text/plain"
              problem={problem}
            />
            <TextArea
              name="table"
              label={say('directory.import.table')}
              hint={say('directory.import.hint', { most: MOST.rows })}
              value={text}
              rows={10}
              problem={problem}
            />
            <p class="actions">
              <button type="submit">{say('directory.import.look')}</button>
            </p>
          </Form>
          <details>
            <summary>{say('directory.import.columns')}</summary>
            <p>{say('directory.import.columns-what')}</p>
            <p class="proof" dir="ltr">
              {columns.join(', ')}
            </p>
          </details>
        </>
      ) : (
        <Rows page={page} text={text} preview={preview} choices={choices} />
      )}
    </Layout>
  )
}

function Rows({ page, text, preview, choices }: { page: Page; text: string; preview: Preview; choices: ReadonlyMap<number, string> }) {
  const { say } = page
  const { rows, unknown, brokenAt, tooMany } = preview
  return (
    <Form page={page} action={href(page, '/directory/import/rows')}>
      <textarea name="table" hidden>
        {text}
      </textarea>
      {brokenAt === null ? null : <p class="problem">{say('directory.import.broken', { line: brokenAt })}</p>}
      {tooMany ? <p class="note">{say('directory.import.too-many', { most: MOST.rows })}</p> : null}
      {unknown.length === 0 ? null : (
        <p class="note">{say('directory.import.unknown', { columns: `\u2068${unknown.join(', ')}\u2069` })}</p>
      )}
      {rows.length === 0 ? <p class="empty">{say('directory.import.nothing')}</p> : null}
      {rows.map((row) => (
        <Row page={page} row={row} choice={choices.get(row.line) ?? choiceFor(row)} />
      ))}
      <p class="actions">
        {rows.length === 0 ? null : <button type="submit">{say('directory.import.do')}</button>}
        <a class="button quiet" href={href(page, '/directory/import')}>
          {say('directory.import.again')}
        </a>
      </p>
    </Form>
  )
}

/** Where its address says which body it is, that one. A new one only where nothing looks like it. Else nothing, until somebody chooses. */
export const choiceFor = ({ same, alike, canBegin, mayChange }: PreviewRow): string => {
  if (same !== null) return mayChange.has(same.slug) ? same.slug : SKIP
  return canBegin && alike.length === 0 ? BEGIN : SKIP
}

function Row({ page, row, choice }: { page: Page; row: PreviewRow; choice: string }) {
  const { say } = page
  const bodies = [...(row.same === null ? [] : [row.same]), ...row.alike].filter(({ slug }) => row.mayChange.has(slug))
  const options = [
    { value: SKIP, label: say('directory.import.skip') },
    ...bodies.map(({ slug, name }) => ({ value: slug, label: say('directory.import.into', { name: `\u2068${name}\u2069` }) })),
    ...(row.canBegin ? [{ value: BEGIN, label: say('directory.import.begin') }] : []),
  ]
  return (
    <section class="card">
      <h2>
        <bdi>{row.name === '' ? row.address : row.name}</bdi>
      </h2>
      <p class="quiet">
        {say('directory.import.line', { line: row.line })}
        {row.kind === null ? null : ` · ${say(`body-kind.${row.kind}`)}`}
      </p>
      {row.alike.length === 0 ? null : (
        <p class="note">{say('directory.import.alike', { names: `\u2068${say.list(row.alike.map(({ name }) => name))}\u2069` })}</p>
      )}
      {row.filled.length === 0 ? null : (
        <p class="quiet">{say('directory.import.filled', { columns: `\u2068${row.filled.join(', ')}\u2069` })}</p>
      )}
      {row.leftOut.length === 0 ? null : (
        <p class="status late">{say('directory.import.left-out', { parts: `\u2068${row.leftOut.join(', ')}\u2069` })}</p>
      )}
      <SelectField name={`row-${row.line}`} label={say('directory.import.what')} value={choice} options={options} />
      {options.length > 1 ? null : <p class="quiet">{say('directory.import.only-skip')}</p>}
    </section>
  )
}
