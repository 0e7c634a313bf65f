import { Form, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { SessionCard } from '../../gatherings/index.ts'
import type { Block } from '../queries/floor-facts.ts'
import type { Extract, Line, Transcript } from '../queries/records.ts'
import { timeMark } from '../rules.ts'
import { Frame, GuidingField, type Guiding } from './pieces.tsx'
import { TranscriptName } from './rapporteur-page.tsx'

/** What was written at the open line, in which of its two forms. */
export type LineValues = { readonly of: 'line' | 'extract'; readonly values: Readonly<Record<string, string>> }

export type TranscriptProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly transcript: Transcript
  readonly blocks: readonly Block[]
  readonly guiding: readonly Guiding[]
  readonly lines: readonly Line[]
  readonly extracts: readonly Extract[]
  readonly records: boolean
  /** The line whose forms are open: the page of a long transcript has forms for one line at a time. */
  readonly open: number | null
  readonly freshId: string
  readonly written?: LineValues | undefined
  readonly problem?: Problem | undefined
}

/** What was said, with time marks. A line is corrected, and words of it are marked to be quoted, by whoever keeps the record. */
export function TranscriptPage(props: TranscriptProps) {
  const { page, session, transcript, blocks, lines, records } = props
  const { say } = page
  const path = `${session.path}/floor/transcripts/${transcript.id}`
  return (
    <Frame page={page} session={session} title={say('floor.transcript')} scripts={['times.js']} index={transcript.publishedAt !== null}>
      <p class="lead">
        <TranscriptName page={page} transcript={transcript} blocks={blocks} />
      </p>
      {props.problem === undefined ? null : (
        <p class="problem" role="alert">
          {props.problem.sentence}
        </p>
      )}
      <p class="quiet">{say('floor.transcript.names')}</p>
      <p class="actions">
        <a href={href(page, `${path}/export/transcript.vtt`)}>{say('floor.transcript.vtt')}</a>
        <a href={href(page, `${path}/export/transcript.txt`)}>{say('floor.transcript.txt')}</a>
      </p>
      {records ? <Keeping page={page} path={path} published={transcript.publishedAt !== null} quoted={props.extracts.length > 0} /> : null}
      <ol class="rows">
        {lines.map((line) => (
          <LineRow {...props} line={line} path={path} />
        ))}
      </ol>
    </Frame>
  )
}

function Keeping({ page, path, published, quoted }: { page: Page; path: string; published: boolean; quoted: boolean }) {
  const { say } = page
  return (
    <div class="actions">
      {published ? null : (
        <Form page={page} action={href(page, `${path}/publication`)}>
          <button>{say('floor.transcript.publish')}</button>
        </Form>
      )}
      {quoted ? null : (
        <details>
          <summary>{say('floor.transcript.discard')}</summary>
          <p>{say('floor.transcript.discard.what')}</p>
          <Form page={page} action={href(page, `${path}/discarding`)}>
            <button class="danger">{say('floor.transcript.discard')}</button>
          </Form>
        </details>
      )}
    </div>
  )
}

function LineRow(props: TranscriptProps & { line: Line; path: string }) {
  const { page, line, transcript, extracts, records, open, path } = props
  const { say } = page
  const own = extracts.filter(({ position, state }) => position === line.position && state === 'standing')
  const who = line.speaker ?? (records ? line.label : null)
  return (
    <li id={`line-${line.position}`}>
      <p class="quiet">
        <a href={`#line-${line.position}`}>
          <time>{timeMark(line.startsMs)}</time>
        </a>{' '}
        {who === null ? say('floor.speaker.participant') : <bdi>{who}</bdi>}
        {records && line.speaker === null && line.label !== null ? ` (${say('floor.label.team-only')})` : null}
      </p>
      <InLanguage as="p" language={transcript.language}>
        {line.text}
      </InLanguage>
      {own.map((extract) => (
        <p class="quiet">
          {say('floor.extract.marked')}{' '}
          <a href={href(page, `${props.session.path}/floor/so-far#extract-${extract.id}`)}>#{extract.id.slice(0, 8)}</a>
        </p>
      ))}
      {!records ? null : open === line.position ? (
        <LineForms {...props} />
      ) : (
        <a href={href(page, `${path}?line=${line.position}#line-${line.position}`)}>{say('floor.line.open')}</a>
      )}
    </li>
  )
}

type FormProps = TranscriptProps & { readonly line: Line; readonly path: string }

function LineForms(props: FormProps) {
  return (
    <>
      <CorrectForm {...props} />
      <ExtractForm {...props} />
    </>
  )
}

function CorrectForm({ page, line, path, blocks, transcript, written, problem }: FormProps) {
  const { say } = page
  const values = written?.of === 'line' ? written.values : null
  const speakers = [
    { value: '', label: say('floor.line.no-speaker') },
    ...blocks.flatMap((block) => block.speakers.map(({ id, name, language }) => ({ value: id, label: name, lang: language }))),
  ]
  return (
    <Form page={page} action={href(page, `${path}/lines/${line.position}`)}>
      <TextArea
        name="text"
        id={`line-text-${line.position}`}
        label={say('floor.line.text')}
        value={values?.['text'] ?? line.text}
        most={4000}
        required
        lang={transcript.language}
        problem={values === null ? undefined : problem}
      />
      <SelectField
        name="speaker"
        label={say('floor.line.speaker')}
        options={speakers}
        value={values?.['speaker'] ?? line.speakerId ?? ''}
      />
      <TextField
        name="label"
        label={say('floor.line.label')}
        value={values?.['label'] ?? line.label ?? ''}
        most={60}
        problem={values === null ? undefined : problem}
      />
      <button class="quiet">{say('floor.line.correct')}</button>
    </Form>
  )
}

function ExtractForm({ page, line, path, guiding, transcript, freshId, written, problem }: FormProps) {
  const { say } = page
  const values = written?.of === 'extract' ? written.values : null
  return (
    <Form page={page} action={href(page, `${path}/lines/${line.position}/extract`)}>
      <input type="hidden" name="id" value={freshId} />
      <TextArea
        name="text"
        id={`extract-text-${line.position}`}
        label={say('floor.extract.text')}
        hint={say('floor.extract.hint')}
        value={values?.['text'] ?? line.text.slice(0, 1000)}
        most={1000}
        required
        lang={transcript.language}
        problem={values === null ? undefined : problem}
      />
      <GuidingField page={page} guiding={guiding} id={`extract-guiding-${line.position}`} value={values?.['guiding']} />
      <button>{say('floor.extract.mark')}</button>
    </Form>
  )
}

type ListProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly transcripts: readonly Transcript[]
  readonly blocks: readonly Block[]
}

export function TranscriptList({ page, session, transcripts, blocks }: ListProps) {
  const { say } = page
  return (
    <Frame page={page} session={session} title={say('floor.transcript')}>
      <p class="lead">{say('floor.transcript.lead')}</p>
      {transcripts.length === 0 ? <p class="empty">{say('floor.transcript.none-public')}</p> : null}
      <ul class="rows">
        {transcripts.map((transcript) => (
          <li>
            <a href={href(page, `${session.path}/floor/transcripts/${transcript.id}`)}>
              <TranscriptName page={page} transcript={transcript} blocks={blocks} />
            </a>{' '}
            <span class="quiet">{say('floor.lines', { count: transcript.lines })}</span>
          </li>
        ))}
      </ul>
    </Frame>
  )
}
