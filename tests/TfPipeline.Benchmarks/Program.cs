Console.WriteLine("usage: TfPipeline.Benchmarks <name>");
return 2;
