namespace TfPipeline.Synthetic;

/// <summary>Name lists, commonest first. Everyday UK names, put in a rough order of how common they are; no person is meant.</summary>
internal static class NameLists
{
    public static readonly string[] Surnames = Split(
        """
        Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green Hall
        Thomas Clarke Jackson Wood Harris Edwards Turner Martin Cooper Hill Ward Hughes Moore Clark King Harrison Lewis Baker Lee
        Allen Morris Khan Scott Watson Davis Parker James Bennett Young Phillips Richardson Mitchell Bailey Carter Cook Singh Shaw
        Bell Collins Morgan Kelly Begum Miller Cox Hussain Marshall Simpson Price Anderson Adams Wilkinson Foster Ellis Murphy
        Chapman Mason Gray Richards Webb Rogers Hunt Mills Campbell Kaur Holmes Palmer Hunter Lloyd Matthews Knight Butler Barker
        Ahmed Barnes Stevens Jenkins Dixon Fisher Fletcher Harvey Pearson Graham Howard Powell Ali Andrews Reynolds Elliott Ford
        Saunders Fox Day West Pearce Brooks Stewart Lawrence Walsh Payne Atkinson Stone Dean Gibson Spencer Rose Hart Burton Bird
        Wells Armstrong Webster Watts Cole Bradley Ryan Reid Francis Grant Porter Hudson Nicholls Carr Ball Perry Sutton Akhtar
        Hawkins Gill Johnston Dunn Lowe Holland Newman Gardner Barrett Oliver Mcdonald Bibi Malik Hayes Read Lane Jordan Hughes-Jones
        Woods Burke O'Brien O'Connor O'Neill Mccarthy Mcdermott Doyle Byrne Rahman Islam Shah Iqbal Chowdhury Okafor Adeyemi Mensah
        Osei Kowalski Nowak Wisniewski Ionescu Popescu Silva Santos Ferreira Nguyen Chan Wong Zhang Lin Abdi Hassan Mohamed Warsame
        Tesfaye Kamara Bangura Boateng Appiah Sharma Gupta Kumar Mehta Desai Rossi Schmidt García Müller Bjørnsen Novák Lefèvre
        """);

    public static readonly string[] SurnameHeads = Split(
        """
        Ash Black Brad Brom Burn Calder Carl Chad Cold Cran Crow Dal Den Dray East Ed Elm Fair Farn Fen Gar Gold Green Had Hal Hard
        Haw Hazel High Hol Hor Hun Kirk Lang Lin Lock Long Mar Mid Mil Mor New North Nor Oak Old Ox Pem Pres Rad Raven Red Rock Row
        Rud Shel Sher Stan Staf Stock Strat Swin Tat Thorn Thur Tod Under Wake Wal War Wat Wel West Whit Win Wood Wor Wy Yar
        """);

    public static readonly string[] SurnameTails = Split(
        """
        ley ton ham wood field well by worth ford croft man son stead don shaw more bridge burn gate church combe hurst land house
        brook side bourne wick thorpe low
        """);

    public static readonly string[] WomenAdults = Split(
        """
        Sarah Emma Claire Nicola Lisa Michelle Joanne Kelly Samantha Rachel Louise Karen Rebecca Natalie Donna Amanda Gemma Stacey
        Laura Julie Victoria Katie Helen Jennifer Danielle Hayley Leanne Zoe Tracey Kerry Angela Dawn Amy Jodie Kirsty Charlotte
        Stephanie Lindsey Cheryl Marie Tanya Hannah Kimberley Lynsey Vicky Sharon Debbie Jane Catherine Elizabeth Nadia Shazia
        Fatima Amina Nasreen Saima Rukhsana Priya Anita Sunita Agnieszka Katarzyna Magdalena Elena Maria Ana Grace Blessing
        Chantelle Tamara Bethany Carly Toni Yvonne Paula Alison Heather Fiona Siobhan Roisin Bronwen Cerys Carol Susan Tina
        """);

    public static readonly string[] MenAdults = Split(
        """
        David Paul Andrew Mark James Michael Stephen Christopher Daniel Richard Lee Craig Darren Matthew Robert Jason Simon Gary Ian
        Anthony Wayne Kevin Steven Martin Stuart Ryan Adam Scott Neil Dean Jonathan Philip John Thomas Peter Alan Carl Shaun Barry
        Nathan Ben Jamie Karl Liam Damian Gareth Graham Colin Mohammed Imran Asif Tariq Rashid Abdul Raj Sanjay Piotr Tomasz
        Marek Andrei Joseph Emmanuel Kwame Marcus Leon Trevor Keith Gavin Russell Glenn Terry Sean Patrick Declan Owen Rhys Rory
        """);

    public static readonly string[] Girls = Split(
        """
        Olivia Emily Chloe Jessica Sophie Amelia Ella Megan Lucy Charlotte Lily Grace Ruby Mia Evie Ellie Holly Isabella Molly Leah
        Poppy Abigail Freya Daisy Millie Hannah Amy Caitlin Lauren Phoebe Paige Isla Ava Erin Jasmine Summer Libby Lola Maisie Skye
        Amber Bethany Georgia Imogen Lexi Madison Scarlett Sienna Tia Shannon Courtney Aaliyah Aisha Maryam Fatima Zara Zainab
        Hafsa Anaya Ananya Zuzanna Maja Lena Sofia Esther Naomi Tiana Kayla Keira Demi-Leigh Lacey-Mae Ellie-Mae Gracie Faith Niamh
        Eleanor Elizabeth Matilda Rosie Florence Martha Harriet Alice Emilia Elsie Bella Layla Lottie Nevaeh Destiny
        """);

    public static readonly string[] Boys = Split(
        """
        Jack Oliver Thomas Harry Joshua Charlie James Daniel William Alfie Riley Ethan George Jacob Samuel Lewis Callum Jayden Logan
        Tyler Dylan Mohammed Liam Luke Ryan Connor Jake Noah Max Leo Oscar Archie Kieran Adam Ben Matthew Aaron Nathan Joseph Henry
        Harvey Mason Kai Finley Bradley Owen Cameron Alexander Isaac Reece Kyle Jamie Brandon Louis Toby Freddie Edward Zachary
        Muhammad Ibrahim Yusuf Hamza Zain Abdullah Ayaan Aryan Jakub Filip Kacper David Emmanuel Joel Elijah Jordan Corey Declan
        Morgan Rhys Evan Taylor Jay Kian Theo Billy Bobby Ronnie Teddy Frankie Tommy-Lee Jay-Jay Ashton Blake Hayden Ewan
        """);

    public static readonly string[] ForenameHeads = Split(
        """
        Al Am An Ar Bel Bri Cal Car Cel Da De Dor El Em Er Ev Fel Fi Ga Gi Hel Il In Is Ja Jo Jul Ka Kel Kim La Le Li Lor Lu Ma Mel
        Mi Mo Na Nel Ni Nor Or Pa Per Ra Ren Ri Ros Sa Sel Si Sol Ta Ter Ti Val Vi Ya Zan Ze
        """);

    public static readonly string[] WomensEndings = Split("a anna elle ene etta ia ica ina isa ita ora yn");

    public static readonly string[] MensEndings = Split("ad an ar ell en ias ik in is on or us");

    /// <summary>Everyday short or other forms, both ways.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> OtherForms = Pairs(
        """
        Thomas-Tom William-Will William-Billy James-Jim James-Jamie Robert-Rob Robert-Bob Michael-Mick Michael-Mike Christopher-Chris
        Matthew-Matt Daniel-Dan Joshua-Josh Samuel-Sam Joseph-Joe Alexander-Alex Benjamin-Ben Andrew-Andy David-Dave Stephen-Steve
        Stephen-Steven Anthony-Tony Richard-Rick Edward-Ed Nathan-Nate Jonathan-Jon Zachary-Zac Mohammed-Mohammad Mohammed-Muhammad
        Elizabeth-Beth Elizabeth-Liz Katherine-Kate Catherine-Kathryn Catherine-Cath Rebecca-Becky Samantha-Sam Jessica-Jess
        Victoria-Vicky Jennifer-Jenny Natalie-Nat Danielle-Dani Stephanie-Steph Charlotte-Lottie Abigail-Abi Olivia-Liv
        Eleanor-Ellie Isabella-Bella Caitlin-Kaitlyn Megan-Meg Amelia-Millie Bethany-Beth Michelle-Shell Joanne-Jo Nicola-Nicky
        Claire-Clare Sarah-Sara Hannah-Hanna Leanne-Lianne Kelly-Kelley Stacey-Stacy Tracey-Tracy Zoe-Zoey Sophie-Sofie Chloe-Cloe
        Aaliyah-Aliya Aisha-Ayesha Fatima-Fatimah Mia-Miah Lacey-Lacy Callum-Calum Connor-Conor Reece-Rhys Lewis-Louis Kai-Kye
        Jayden-Jaden Tyler-Tylor Sean-Shaun Kieran-Kieron Brandon-Brendan Ethan-Ethen Harry-Harrison Jack-John Alfie-Alfred
        """);

    private static string[] Split(string text) => text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, string[]> Pairs(string text)
    {
        var pairs = Split(text).Select(p => p.Split('-')).ToList();
        return pairs.Concat(pairs.Select(p => new[] { p[1], p[0] }))
            .GroupBy(p => p[0], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(p => p[1]).ToArray(), StringComparer.Ordinal);
    }
}
