/**
 * Everyone who works or helps at Pennyfield Infant School, and its governors. Its head retired at the end of last
 * month and the post is vacant. Columns: see people.ts.
 */
export const pennyfield = `
Jean Applegarth        | staff      | Head teacher                        | @ | 6 to last month | earlier | head
Oliver Nkemelu         | staff      | Deputy head                         | @ | 3 | signed   | safeguarding-lead
Carol Winstanley       | staff      | School secretary                    | @ | 5 | signed   | office
Farzana Begum          | staff      | Class teacher, Hedgehogs            | @ | 2 | signed   |
Lucy Pendleton         | staff      | Class teacher, Squirrels            | @ | 4 | signed   |
Michael Abara          | staff      | Class teacher, Foxes                | @ | 0 | earlier  |
Gwen Tomlinson         | staff      | Teaching assistant                  | @ | 6 | signed   |
Simone Baptiste        | staff      | Teaching assistant                  | @ | 1 | earlier  |
Linda Fairweather      | staff      | Midday supervisor                   | - | 3 |          |
Rahel Tesfaye          | staff      | Cleaner                             | - | 1 |          |
Keith Ormerod          | staff      | Caretaker                           | - | 6 |          |
Tamsin Roe             | agency     | Supply teacher, Northgate Teachers  | tamsin.roe@northgate.example | -12d | new |
Barbara Lister         | volunteer  | Story time                          | barbara.lister@post.example | 2 | signed |
Vikram Anand           | governor   | Chair of governors                  | vikram.anand@post.example | 2 | signed | board-member
Josie Clegg            | governor   | Governor                            | josie.clegg@post.example | 1 | new |
Martin Hebden          | contractor | Boiler engineer, Hebden Heating     | martin@hebden-heating.example | 1 | earlier |
Niamh Keane            | trainee    | Trainee teacher                     | niamh.keane@training.example | 0 | new |
`;
