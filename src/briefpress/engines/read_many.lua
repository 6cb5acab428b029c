-- Texts in, as a JSON list on standard input; a JSON list of pandoc documents out, each read alone.
local format = arg[1]
local texts = pandoc.json.decode(io.read('a'), false)
for _, text in ipairs(texts) do
  io.write(pandoc.write(pandoc.read(text, format), 'json'), '\n')
end
