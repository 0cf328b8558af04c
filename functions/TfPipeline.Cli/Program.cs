using TfPipeline.Cli;

return await CommandTree.Create().Parse(args).InvokeAsync();
