-- Texts in, as a JSON list on standard input; a JSON list of pandoc documents out, each read alone.
-- A formula that pandoc can't read stands in a span of the class `unread`, which says why.
local format = arg[1]
local texts = pandoc.json.decode(io.read('a'), false)
local options = pandoc.WriterOptions { html_math_method = 'mathml' }

local function read(formula)
  -- What numbers or names a formula would be dropped without a word.
  local dropped = formula.text:match('\\tag%f[%A]') or formula.text:match('\\label%f[%A]')
  if dropped then
    local why = 'unexpected control sequence ' .. dropped
    return pandoc.Span({ formula }, pandoc.Attr('', { 'unread' }, { why = why }))
  end
  local document = pandoc.Pandoc { pandoc.Plain { formula } }
  local said, written = pandoc.log.silence(function() return pandoc.write(document, 'html', options) end)
  if written:find('<math', 1, true) then
    return nil
  end
  local why = ''
  for _, message in ipairs(said) do
    why = message.message or why
  end
  return pandoc.Span({ formula }, pandoc.Attr('', { 'unread' }, { why = why }))
end

-- GitHub's way to set a formula apart.
local function fenced(block)
  if #block.classes == 1 and block.classes[1] == 'math' then
    return pandoc.Para { pandoc.Math('DisplayMath', block.text) }
  end
end

for _, text in ipairs(texts) do
  local document = pandoc.read(text, format)
  if text:find('[$`~]') then
    document = document:walk { CodeBlock = fenced }:walk { Math = read }
  end
  io.write(pandoc.write(document, 'json'), '\n')
end
