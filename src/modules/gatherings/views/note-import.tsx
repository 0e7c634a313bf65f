import { PARTS, type BriefingNote, type Piece, type Uncertainty } from '#briefing-note'
import { Form, ProblemNote, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import type { EditionCard } from '../queries/editions.ts'
import { HoursFields, type HoursValues } from './session-forms.tsx'

type Props = { readonly page: Page; readonly edition: EditionCard; readonly problem: Problem | undefined }

export const importPath = (edition: EditionCard): string => `${edition.path}/briefing-note`

/** First: the text, pasted or as a file. */
export function ImportForm({ page, edition, problem, text }: Props & { readonly text: string }) {
  const { say } = page
  return (
    <Layout page={page} title={say('note.import')} index={false}>
      <EditionCrumb page={page} edition={edition} />
      <h1>{say('note.import')}</h1>
      <p class="lead">{say('note.import.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <form method="post" action={href(page, importPath(edition))} enctype="multipart/form-data">
        <input type="hidden" name="_form" value={page.formSeal} />
        <TextArea
          name="text"
          label={say('note.import.text')}
          hint={say('note.import.text.hint')}
          value={text}
          rows={12}
          problem={problem}
        />
        <div class="field">
          <label for="field-file">{say('note.import.file')}</label>
          <p class="hint" id="hint-file">
            {say('note.import.file.hint')}
          </p>
          <input id="field-file" type="file" name="file" accept=".txt,.md,text/plain" aria-describedby="hint-file" />
        </div>
        <button>{say('note.import.read')}</button>
      </form>
    </Layout>
  )
}

const EditionCrumb = ({ page, edition }: Pick<Props, 'page' | 'edition'>) => (
  <Crumb page={page} path={edition.path}>
    <InLanguage language={edition.language}>{edition.name}</InLanguage>
  </Crumb>
)

export type ReadingValues = {
  readonly text: string
  readonly language: string
  /** Only where the text has none. */
  readonly title: string
  readonly number: string
} & HoursValues

export type ReadingProps = Props & {
  readonly note: BriefingNote
  readonly values: ReadingValues
  readonly languages: readonly Option[]
  /** Pieces that somebody has moved. */
  readonly moved: ReadonlySet<string>
}

/** Then: what was read, what is asked, where each paragraph went. Nothing is stored before the last button. */
export function ReadingPage(props: ReadingProps) {
  const { page, edition, problem, note, values } = props
  const { say } = page
  // Its language is a field of its own below.
  const asked = note.uncertainties.filter(({ code }) => code !== 'language')
  return (
    <Layout page={page} title={say('note.reading')} index={false}>
      <EditionCrumb page={page} edition={edition} />
      <h1>{say('note.reading')}</h1>
      <p class="lead">{say('note.reading.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, importPath(edition))}>
        <input type="hidden" name="text" value={values.text} />
        <InShort {...props} />
        <h2>{say('note.asked', { count: asked.length })}</h2>
        {asked.map((uncertainty) => (
          <Asked page={page} language={values.language} uncertainty={uncertainty} />
        ))}
        <details open={asked.length === 0}>
          <summary>
            <h2>{say('note.placed')}</h2> <span class="quiet">{say('note.pieces', { count: note.pieces.length })}</span>
          </summary>
          <p class="quiet">{say('note.placed.what')}</p>
          <ul class="rows">
            {note.pieces.map((piece) => (
              <PlacedPiece {...props} piece={piece} />
            ))}
          </ul>
        </details>
        <p class="actions">
          <button name="step" value="make">
            {say('note.make')}
          </button>
          <button class="quiet" name="step" value="read">
            {say('note.read-again')}
          </button>
        </p>
      </Form>
    </Layout>
  )
}

function InShort({ page, edition, note, values, languages, problem }: ReadingProps) {
  const { say } = page
  return (
    <>
      {note.title === '' ? (
        <TextField name="title" label={say('note.part.title')} value={values.title} most={240} problem={problem} required />
      ) : (
        <InLanguage as="p" language={values.language} class="lead">
          <strong>{note.title}</strong>
        </InLanguage>
      )}
      <p class="quiet">
        {say('note.found', { questions: note.guidingQuestions.length, paragraphs: note.pieces.length, left: note.leftovers.length })}
      </p>
      <SelectField name="language" label={say('note.language')} value={values.language} options={languages} problem={problem} />
      <TextField
        name="number"
        label={say('note.number')}
        hint={say('note.number.hint')}
        type="number"
        min={1}
        max={999}
        value={values.number}
        problem={problem}
      />
      <HoursFields page={page} values={values} days={edition} problem={problem} />
    </>
  )
}

/** Parts have the names that the form of the note gives them. */
const ANSWERS_THAT_ARE_PARTS: readonly string[] = ['title', 'part', 'question', 'closing', 'host']

function Asked({ page, language, uncertainty }: { page: Page; language: string; uncertainty: Uncertainty }) {
  const { say } = page
  const { key, code, at, text, choices, chosen } = uncertainty
  const label = (choice: string) => (ANSWERS_THAT_ARE_PARTS.includes(code) ? say(`note.part.${choice}`) : say(`note.choice.${choice}`))
  return (
    <div class="card">
      <fieldset class="field">
        <legend>{say(`note.unsure.${code}`)}</legend>
        <InLanguage as="blockquote" language={language}>
          {text.split('\n').map((line, index) => (
            <>
              {index === 0 ? null : <br />}
              {line}
            </>
          ))}
        </InLanguage>
        <p class="hint">{say('note.line', { line: at })}</p>
        {choices.map((choice) => (
          <label class="choice">
            <input type="radio" name={`ask-${key}`} value={choice} checked={choice === chosen} />
            <span>{label(choice)}</span>
          </label>
        ))}
      </fieldset>
    </div>
  )
}

function PlacedPiece({ page, note, values, moved, piece }: ReadingProps & { readonly piece: Piece }) {
  const { say } = page
  const name = `ask-move-${piece.id}`
  const isAsked = note.uncertainties.some(({ code, key }) => ANSWERS_THAT_ARE_PARTS.includes(code) && key.endsWith(`-${piece.id}`))
  const stays: Option = {
    value: '',
    label: moved.has(piece.id) ? say('note.as-read') : isAsked ? say('note.as-answered') : say(`note.part.${piece.part}`),
  }
  const others = PARTS.filter((part) => moved.has(piece.id) || isAsked || part !== piece.part)
  return (
    <li>
      <InLanguage as="p" language={values.language}>
        {piece.kind === 'heading' ? <strong>{piece.text}</strong> : piece.text}
      </InLanguage>
      <SelectField
        name={name}
        label={say('note.goes-to')}
        value={moved.has(piece.id) ? piece.part : ''}
        options={[stays, ...others.map((part) => ({ value: part, label: say(`note.part.${part}`) }))]}
      />
    </li>
  )
}
